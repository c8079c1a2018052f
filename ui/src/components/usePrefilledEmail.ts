import type { UseFormReturnType } from "@mantine/form";
import { type ChangeEvent, useRef } from "react";

interface Emails {
  loginEmail: string;
  communicationEmail: string;
}

/** Lets the communication email follow the login email until it is typed in itself: for most people they are the same. */
export function usePrefilledEmail<F extends Emails>(form: UseFormReturnType<F>) {
  const touched = useRef(form.getValues().communicationEmail !== "");
  const set = form.setFieldValue as (field: keyof Emails, value: string) => void;
  return {
    onLoginEmail: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => {
      set("loginEmail", value);
      if (!touched.current) set("communicationEmail", value);
    },
    onCommunicationEmail: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => {
      // Emptied again, it follows anew.
      touched.current = value !== "";
      set("communicationEmail", value);
    },
  };
}
