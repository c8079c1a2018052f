import { Group, Skeleton, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { FormProblem } from "../../components/FormProblem";
import { LanguageField } from "../../components/LanguageField";
import { notifyDone } from "../../components/notify";
import { OthersChange, useOthersChange } from "../../components/OthersChange";
import { ReadProblem } from "../../components/ReadProblem";
import { SaveButton } from "../../components/SaveButton";
import { changedFields } from "../../lib/changes";
import { focusFirstError, required, showRefusal } from "../../lib/forms";
import { languageName } from "../../lib/names";
import { useText } from "../../lib/text";
import type { Account } from "../../lib/types";
import { useUnsaved } from "../../lib/unsaved";
import { useUpdateAccount } from "./mutations";
import { useAccount } from "./queries";

/** Settings › Account: what the account is called, and the language suggested for new users. */
export function AccountPanel() {
  const account = useAccount();
  if (account.data) return <AccountForm key={account.data.id} account={account.data} />;
  if (account.error) return <ReadProblem problem={account.error} onRetry={() => void account.refetch()} />;
  return (
    <Stack gap="md" maw={420} aria-busy>
      <Skeleton h={56} />
      <Skeleton h={56} />
    </Stack>
  );
}

function AccountForm({ account }: { account: Account }) {
  const t = useText();
  const update = useUpdateAccount();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    name: "account",
    initialValues: { name: account.name, language: account.language },
    validate: { name: required(t) },
  });
  const changes = changedFields({ name: account.name, language: account.language }, form.values);
  const others = useOthersChange(form, { name: account.name, language: account.language });
  const changed = Object.keys(changes).length > 0;
  useUnsaved(changed);

  const submit = form.onSubmit(
    () => {
      setProblem(null);
      update.mutate(changes, {
        onSuccess: (saved) => {
          form.setValues({ name: saved.name, language: saved.language });
          notifyDone({ message: t("account-saved") }, t);
        },
        onError: (refused) => setProblem(showRefusal(form, refused, t)),
      });
    },
    (errors) => focusFirstError(form, errors),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={420}>
        <TextInput
          label={t("account-name")}
          description={t("account-name-explained")}
          required
          withAsterisk={false}
          {...form.getInputProps("name")}
        />
        <LanguageField
          label={t("default-language")}
          description={t("default-language-explained")}
          {...form.getInputProps("language")}
        />
        <OthersChange
          changed={others}
          words={{
            name: [t("account-name"), account.name],
            language: [t("default-language"), languageName(account.language, t)],
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
