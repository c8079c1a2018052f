import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { FormProblem } from "../../components/FormProblem";
import { focusFirstError, required, showRefusal } from "../../lib/forms";
import { Refusal } from "../../lib/refusal";
import { isOffline, wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import { useConnectToServer } from "../session/mutations";
import { StartLayout } from "./StartLayout";

interface Props {
  /** The address that the organization has set, if it has set one. */
  fixed: string | null;
  suggestion: string;
  onBack: (() => void) | undefined;
}

/** Which server the account is kept on. */
export function ConnectForm({ fixed, suggestion, onBack }: Props) {
  const t = useText();
  const connect = useConnectToServer();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    name: "connect",
    initialValues: { address: fixed ?? suggestion },
    validate: { address: required(t) },
  });

  const submit = form.onSubmit(
    ({ address }) => {
      setProblem(null);
      connect.mutate(address.trim(), {
        onError: (refused) => {
          // What is wrong with the address is said at the address; only the rest is about the form.
          if (isOffline(refused)) form.setErrors({ address: t("connect-unreachable") });
          else if (isAboutAddress(refused)) form.setErrors({ address: wordRefusal(refused, t) });
          else setProblem(showRefusal(form, refused, t));
          form.getInputNode("address")?.focus();
        },
      });
    },
    (errors) => focusFirstError(form, errors),
  );

  return (
    <StartLayout title={t("connect-title")} lead={fixed ? "" : t("connect-lead")} onBack={onBack}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <FormProblem message={problem} />
          <TextInput
            label={t("server-address")}
            description={fixed && t("server-fixed")}
            readOnly={fixed !== null}
            placeholder="https://roster.example.com"
            type="url"
            inputMode="url"
            autoComplete="url"
            spellCheck={false}
            dir="ltr"
            required
            withAsterisk={false}
            {...form.getInputProps("address")}
          />
          <Button type="submit" loading={connect.isPending}>
            {t("connect")}
          </Button>
        </Stack>
      </form>
    </StartLayout>
  );
}

function isAboutAddress(refused: unknown): boolean {
  if (!(refused instanceof Refusal)) return false;
  const { desktopCode } = refused.error;
  return desktopCode === "notRoster" || desktopCode === "invalidAddress" || desktopCode === "insecureAddress";
}
