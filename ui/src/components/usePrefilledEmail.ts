import type { UseFormReturnType } from "@mantine/form";
import { type ChangeEvent, useRef } from "react";

interface Emails {
  loginEmail: string;
  communicationEmail: string;
}

/**
 * Lets the communication email follow the login email until it is typed in itself: for most people they are the same. Where they
 * are the same from the start, as in a form that is corrected, it follows too: else an invitation would go to whom a wrong
 * address belongs.
 */
export function usePrefilledEmail<F extends Emails>(form: UseFormReturnType<F>) {
  const first = form.getValues();
  const touched = useRef(first.communicationEmail !== "" && first.communicationEmail !== first.loginEmail);
  const set = form.setFieldValue as (field: keyof Emails, value: string) => void;
  const setLoginEmail = (value: string) => {
    set("loginEmail", value);
    if (!touched.current) set("communicationEmail", value);
  };
  const setCommunicationEmail = (value: string) => {
    // Emptied again, it follows anew.
    touched.current = value !== "";
    set("communicationEmail", value);
  };
  return {
    setLoginEmail,
    setCommunicationEmail,
    onLoginEmail: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => setLoginEmail(value),
    onCommunicationEmail: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => setCommunicationEmail(value),
  };
}

/** How the emails of a form are typed. */
export type PrefilledEmail = ReturnType<typeof usePrefilledEmail<Emails>>;
