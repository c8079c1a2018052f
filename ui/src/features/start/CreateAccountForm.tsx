import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { AddressInput } from "../../components/AddressInput";
import { FormProblem } from "../../components/FormProblem";
import { LanguageField } from "../../components/LanguageField";
import { NewPasswordField } from "../../components/NewPasswordField";
import { usePrefilledEmail } from "../../components/usePrefilledEmail";
import { focusFirstError, required, requiredPassword, showRefusal } from "../../lib/forms";
import { chooseUiLanguage, systemLanguage, type UiLanguage } from "../../lib/languages";
import { useText } from "../../lib/text";
import type { Language, NewAccount } from "../../lib/types";
import { leave, useUnsaved } from "../../lib/unsaved";
import { useCreateAccount, useLeaveServer } from "../session/mutations";
import { StartLayout } from "./StartLayout";

/** The account on this computer, with its first administrator. */
export function CreateAccountForm() {
  const t = useText();
  const create = useCreateAccount();
  const goBack = useLeaveServer();
  const [problem, setProblem] = useState<string | null>(null);
  const needed = required(t);
  const form = useForm<NewAccount>({
    name: "create-account",
    initialValues: {
      accountName: "",
      firstName: "",
      lastName: "",
      loginEmail: "",
      communicationEmail: "",
      language: firstLanguage(t.language),
      password: "",
    },
    validate: {
      accountName: needed,
      firstName: needed,
      lastName: needed,
      loginEmail: needed,
      communicationEmail: needed,
      password: requiredPassword(t),
    },
  });
  const emails = usePrefilledEmail(form);
  const { language: _chosen, ...typed } = form.values;
  useUnsaved(Object.values(typed).some((value) => value !== ""));

  const submit = form.onSubmit(
    (account) => {
      setProblem(null);
      create.mutate(account, {
        onError: (refused) => setProblem(showRefusal(form, refused, t)),
      });
    },
    (errors) => focusFirstError(form, errors),
  );

  return (
    <StartLayout
      title={t("create-account-title")}
      lead={t("create-account-lead")}
      onBack={() => leave(() => goBack.mutate())}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t("account-name")}
            description={t("account-name-explained")}
            autoComplete="organization"
            required
            withAsterisk={false}
            {...form.getInputProps("accountName")}
          />
          <div className="pair">
            <TextInput
              label={t("first-name")}
              autoComplete="given-name"
              required
              withAsterisk={false}
              {...form.getInputProps("firstName")}
            />
            <TextInput
              label={t("last-name")}
              autoComplete="family-name"
              required
              withAsterisk={false}
              {...form.getInputProps("lastName")}
            />
          </div>
          <AddressInput
            label={t("login-email")}
            description={t("login-email-own-explained")}
            autoComplete="username"
            {...form.getInputProps("loginEmail")}
            onChange={emails.onLoginEmail}
            onAddress={emails.setLoginEmail}
          />
          <AddressInput
            label={t("communication-email")}
            description={t("communication-email-own-explained")}
            autoComplete="email"
            {...form.getInputProps("communicationEmail")}
            onChange={emails.onCommunicationEmail}
            onAddress={emails.setCommunicationEmail}
          />
          <LanguageField label={t("preferred-language")} {...form.getInputProps("language")} />
          <NewPasswordField label={t("password")} value={form.values.password} input={form.getInputProps("password")} />
          <FormProblem message={problem} />
          <Button type="submit" loading={create.isPending}>
            {t("create-account")}
          </Button>
        </Stack>
      </form>
    </StartLayout>
  );
}

/** The computer's language; the one shown where someone chose another one to be shown. */
function firstLanguage(shown: UiLanguage): Language {
  return shown === chooseUiLanguage(navigator.languages) ? systemLanguage(navigator.languages) : shown;
}
