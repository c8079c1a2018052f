import { Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { FormProblem } from "../../components/FormProblem";
import { NewPasswordField } from "../../components/NewPasswordField";
import { notifyDone } from "../../components/notify";
import { PasswordField } from "../../components/PasswordField";
import { focusFirstError, requiredPassword, showRefusal } from "../../lib/forms";
import { useText } from "../../lib/text";
import { useUnsaved } from "../../lib/unsaved";
import { useChangePassword } from "./mutations";

export function ChangePasswordForm() {
  const t = useText();
  const change = useChangePassword();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    name: "change-password",
    initialValues: { currentPassword: "", newPassword: "" },
    validate: { currentPassword: requiredPassword(t), newPassword: requiredPassword(t) },
  });
  useUnsaved(form.values.currentPassword + form.values.newPassword !== "");

  const submit = form.onSubmit(
    (passwords) => {
      setProblem(null);
      change.mutate(passwords, {
        onSuccess: () => {
          form.reset();
          notifyDone({ message: t("password-changed") }, t);
        },
        onError: (refused) => setProblem(showRefusal(form, refused, t)),
      });
    },
    (errors) => focusFirstError(form, errors),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={460}>
        <Text size="sm" c="dimmed">
          {t("change-password-explained")}
        </Text>
        <PasswordField
          label={t("current-password")}
          autoComplete="current-password"
          {...form.getInputProps("currentPassword")}
        />
        <NewPasswordField
          label={t("new-password")}
          value={form.values.newPassword}
          input={form.getInputProps("newPassword")}
        />
        <FormProblem message={problem} />
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t("change-password")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
