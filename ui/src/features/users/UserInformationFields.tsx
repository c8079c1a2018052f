import { TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ChangeEvent } from "react";
import { LanguageField } from "../../components/LanguageField";
import { useText } from "../../lib/text";
import type { Language } from "../../lib/types";

export interface InformationValues {
  firstName: string;
  lastName: string;
  loginEmail: string;
  communicationEmail: string;
  language: Language;
}

const FIELDS = ["firstName", "lastName", "loginEmail", "communicationEmail"] as const;

interface Props<F extends InformationValues> {
  form: UseFormReturnType<F>;
  /** How the emails are typed; without it the login email is fixed. */
  emails?: {
    onLoginEmail: (event: ChangeEvent<HTMLInputElement>) => void;
    onCommunicationEmail: (event: ChangeEvent<HTMLInputElement>) => void;
  };
  languages?: readonly Language[];
  /** Whether the login email is free cannot be said right now. */
  checkedLater?: boolean;
  /** What a changed communication email brings about, when it does. */
  communicationEmailNote?: string | undefined;
}

/** Who a user is and where they are reached: the same fields when they are invited and when they are edited. */
export function UserInformationFields<F extends InformationValues>(props: Props<F>) {
  const { form, emails, languages, checkedLater = false, communicationEmailNote } = props;
  const t = useText();
  const field = form.getInputProps as (path: keyof InformationValues) => ReturnType<typeof form.getInputProps>;
  // Where the focus goes as the form opens.
  const first = FIELDS.find((path) => form.errors[path]) ?? "firstName";
  const start = (path: keyof InformationValues) => (path === first ? { "data-autofocus": true } : {});
  return (
    <>
      <div className="pair">
        <TextInput
          label={t("first-name")}
          required
          withAsterisk={false}
          {...start("firstName")}
          {...field("firstName")}
        />
        <TextInput label={t("last-name")} required withAsterisk={false} {...start("lastName")} {...field("lastName")} />
      </div>
      <TextInput
        label={t("login-email")}
        description={
          !emails ? t("login-email-fixed") : checkedLater ? t("login-email-checked-later") : t("login-email-explained")
        }
        type="email"
        spellCheck={false}
        readOnly={!emails}
        variant={emails ? "default" : "filled"}
        required
        withAsterisk={false}
        {...start("loginEmail")}
        {...field("loginEmail")}
        {...(emails && { onChange: emails.onLoginEmail })}
      />
      <TextInput
        label={t("communication-email")}
        description={communicationEmailNote ?? t("communication-email-explained")}
        type="email"
        spellCheck={false}
        required
        withAsterisk={false}
        {...start("communicationEmail")}
        {...field("communicationEmail")}
        {...(emails && { onChange: emails.onCommunicationEmail })}
      />
      <LanguageField
        label={t("preferred-language")}
        description={t("preferred-language-explained")}
        {...(languages && { languages })}
        {...field("language")}
      />
    </>
  );
}
