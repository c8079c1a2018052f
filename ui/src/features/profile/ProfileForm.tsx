import { Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useLanguageChoice } from "../../app/preferences";
import { AddressInput } from "../../components/AddressInput";
import { FormProblem } from "../../components/FormProblem";
import { LanguageField } from "../../components/LanguageField";
import { notifyDone } from "../../components/notify";
import { OthersChange, useOthersChange } from "../../components/OthersChange";
import { PasswordField } from "../../components/PasswordField";
import { SaveButton } from "../../components/SaveButton";
import { changedFields } from "../../lib/changes";
import { focusFirstError, required, requiredPassword, showRefusal } from "../../lib/forms";
import { languageName } from "../../lib/names";
import { useText } from "../../lib/text";
import type { Me } from "../../lib/types";
import { useUnsaved } from "../../lib/unsaved";
import { useUpdateMe } from "./mutations";

export function ProfileForm({ me }: { me: Me }) {
  const t = useText();
  const update = useUpdateMe();
  const { fixed: languageFixed } = useLanguageChoice();
  const [problem, setProblem] = useState<string | null>(null);
  const known = editable(me);
  const form = useForm({
    name: "profile",
    initialValues: { ...known, currentPassword: "" },
    validate: {
      firstName: required(t),
      lastName: required(t),
      communicationEmail: required(t),
      currentPassword: (typed, values) => (isElsewhere(values) ? requiredPassword(t)(typed) : null),
    },
  });
  // Who writes elsewhere shows that they are not only sitting at somebody's open computer.
  const isElsewhere = ({ communicationEmail }: typeof known) => communicationEmail.trim() !== me.communicationEmail;
  const { currentPassword, ...typed } = form.values;
  const edited = changedFields(known, typed);
  const asksPassword = isElsewhere(typed);
  const changes = asksPassword ? { ...edited, currentPassword } : edited;
  const others = useOthersChange(form, { ...known, currentPassword: "" });
  const changed = Object.keys(changes).length > 0;
  useUnsaved(changed);

  const submit = form.onSubmit(
    () => {
      setProblem(null);
      update.mutate(changes, {
        onSuccess: (saved) => {
          form.setValues({ ...editable(saved), currentPassword: "" });
          notifyDone({ message: t("profile-saved") }, t);
        },
        onError: (refused) => setProblem(showRefusal(form, refused, t)),
      });
    },
    (errors) => focusFirstError(form, errors),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={460}>
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
        <TextInput
          label={t("login-email")}
          description={t("login-email-fixed")}
          value={me.loginEmail}
          readOnly
          variant="filled"
        />
        <AddressInput
          label={t("communication-email")}
          description={t("communication-email-own-explained")}
          autoComplete="email"
          {...form.getInputProps("communicationEmail")}
          onAddress={(address) => form.setFieldValue("communicationEmail", address)}
        />
        {asksPassword && (
          <PasswordField
            label={t("current-password")}
            description={t("current-password-for-email")}
            autoComplete="current-password"
            {...form.getInputProps("currentPassword")}
          />
        )}
        <LanguageField
          label={t("preferred-language")}
          description={languageFixed ? t("preferred-language-own-fixed") : t("preferred-language-own-explained")}
          {...form.getInputProps("language")}
        />
        <OthersChange
          changed={others}
          words={{
            firstName: [t("first-name"), me.firstName],
            lastName: [t("last-name"), me.lastName],
            communicationEmail: [t("communication-email"), me.communicationEmail],
            language: [t("preferred-language"), languageName(me.language, t)],
          }}
        />
        <FormProblem message={problem} />
        <Group>
          <SaveButton busy={update.isPending} changed={changed} />
        </Group>
      </Stack>
    </form>
  );
}

function editable({ firstName, lastName, communicationEmail, language }: Me) {
  return { firstName, lastName, communicationEmail, language };
}
