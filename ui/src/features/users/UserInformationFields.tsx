import { TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import { AddressInput } from "../../components/AddressInput";
import { LanguageField } from "../../components/LanguageField";
import type { PrefilledEmail } from "../../components/usePrefilledEmail";
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
  emails?: PrefilledEmail;
  languages?: readonly Language[];
  /** Whether the login email is free cannot be said right now. */
  checkedLater?: boolean;
  /** What a changed communication email brings about, when it does. */
  communicationEmailNote?: string | undefined;
  /** Why the communication email stays as it is, where it does. */
  communicationEmailFixed?: string | null;
  /** Who of one's own people has the login email already, and what can be done about it. */
  loginOwner?: ReactNode;
}

/** Who a user is and where they are reached: the same fields when they are invited and when they are edited. */
export function UserInformationFields<F extends InformationValues>(props: Props<F>) {
  const { form, emails, languages, checkedLater = false, communicationEmailNote } = props;
  const { communicationEmailFixed = null, loginOwner } = props;
  const t = useText();
  const field = form.getInputProps as (path: keyof InformationValues) => ReturnType<typeof form.getInputProps>;
  const set = form.setFieldValue as (path: keyof InformationValues, value: string) => void;
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
      <AddressInput
        label={t("login-email")}
        description={
          !emails ? t("login-email-fixed") : checkedLater ? t("login-email-checked-later") : t("login-email-explained")
        }
        readOnly={!emails}
        variant={emails ? "default" : "filled"}
        {...start("loginEmail")}
        {...field("loginEmail")}
        {...(emails && { onChange: emails.onLoginEmail })}
        onAddress={(address) => emails?.setLoginEmail(address)}
      />
      {loginOwner}
      <AddressInput
        label={t("communication-email")}
        description={communicationEmailFixed ?? communicationEmailNote ?? t("communication-email-explained")}
        readOnly={communicationEmailFixed !== null}
        variant={communicationEmailFixed === null ? "default" : "filled"}
        {...start("communicationEmail")}
        {...field("communicationEmail")}
        {...(emails && { onChange: emails.onCommunicationEmail })}
        onAddress={emails ? emails.setCommunicationEmail : (address) => set("communicationEmail", address)}
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
