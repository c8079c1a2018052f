import { Alert, Button, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useEffect, useState } from "react";
import { AddressInput } from "../../components/AddressInput";
import { FormProblem } from "../../components/FormProblem";
import { PasswordField } from "../../components/PasswordField";
import { focusFirstError, required, requiredPassword, showRefusal } from "../../lib/forms";
import { useText, type Text as Words } from "../../lib/text";
import type { Status } from "../../lib/types";
import { OtherAccounts } from "../accounts/OtherAccounts";
import { useDeepLink } from "../session/deepLink";
import { useLeaveServer, useSignIn } from "../session/mutations";
import { ForgottenPassword } from "./ForgottenPassword";
import { START_HEADING, StartLayout } from "./StartLayout";

interface Props {
  status: Status;
  /** Something typed waits until one has signed in again. */
  typedKept: boolean;
}

export function SignInScreen({ status, typedKept }: Props) {
  const t = useText();
  const signIn = useSignIn();
  const leave = useLeaveServer();
  const deepLink = useDeepLink();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    name: "sign-in",
    initialValues: { loginEmail: deepLink?.loginEmail ?? status.lastLoginEmail ?? "", password: "" },
    validate: { loginEmail: required(t), password: requiredPassword(t) },
  });
  const suggested = deepLink?.loginEmail;
  const { setFieldValue } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new link may overwrite what is typed, or move the focus.
  useEffect(() => {
    if (suggested) setFieldValue("loginEmail", suggested);
    // Most often the password is all that is missing: it can be typed at once.
    const known = suggested || form.getValues().loginEmail;
    form.getInputNode(known ? "password" : "loginEmail")?.focus();
  }, [suggested]);

  const typedLogin = () => {
    const { hasError } = form.validateField("loginEmail");
    if (hasError) form.getInputNode("loginEmail")?.focus();
    return hasError ? null : form.getValues().loginEmail.trim();
  };

  const submit = form.onSubmit(
    (credentials) => {
      setProblem(null);
      signIn.mutate(credentials, {
        onError: (refused) => {
          setProblem(showRefusal(form, refused, t));
          form.getInputNode("password")?.focus();
        },
      });
    },
    (errors) => focusFirstError(form, errors),
  );

  const others = leadsElsewhere(status) && (
    <Button variant="subtle" size="compact-sm" loading={leave.isPending} onClick={() => leave.mutate()}>
      {t("use-another-server")}
    </Button>
  );
  if (status.policy.noSignInHere) {
    return (
      <StartLayout title={t("sign-in-title")} lead={lead(status, t)}>
        <Alert color="yellow">{t("sign-in-not-here", { server: status.policy.server ?? "" })}</Alert>
        {others}
        {!status.addingAccount && <OtherAccounts />}
      </StartLayout>
    );
  }
  return (
    <StartLayout title={t("sign-in-title")} lead={lead(status, t)} startAt="field">
      <form onSubmit={submit} noValidate aria-labelledby={START_HEADING}>
        <Stack gap="md">
          <FormProblem message={problem} />
          {typedKept && <Text size="sm">{t("sign-in-typed-kept")}</Text>}
          <AddressInput
            label={t("login-email")}
            autoComplete="username"
            {...form.getInputProps("loginEmail")}
            onAddress={(address) => form.setFieldValue("loginEmail", address)}
          />
          <PasswordField label={t("password")} autoComplete="current-password" {...form.getInputProps("password")} />
          <ForgottenPassword loginEmail={typedLogin} />
          <Button type="submit" loading={signIn.isPending}>
            {t("sign-in")}
          </Button>
          {others}
        </Stack>
      </form>
      {!status.addingAccount && <OtherAccounts />}
    </StartLayout>
  );
}

function lead(status: Status, t: Words): string {
  if (status.mode === "server" && status.serverUrl) {
    const server = status.serverUrl;
    const { policy } = status;
    return policy.server && !policy.noSignInHere
      ? t("sign-in-server-fixed", { server })
      : t("sign-in-server", { server });
  }
  return t("sign-in-embedded");
}

/** Whether the first question still has another answer. */
function leadsElsewhere({ mode, policy }: Status): boolean {
  if (policy.offersThisComputer) return true;
  return !policy.serverUnclear && (policy.server === null || policy.noSignInHere || mode !== "server");
}
