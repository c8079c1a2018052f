import { Button, Stack, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { FormProblem } from "../../components/FormProblem";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { AccountEntry } from "../../lib/types";
import { accountPlace, accountState } from "./accountState";
import { ForgetAccountDialog } from "./ForgetAccountDialog";
import { useSwitchAccount } from "./mutations";
import { useAccounts } from "./queries";
import "./accounts.css";

/** Where one cannot go on in an account: the others on this computer, and, of one whose session has ended, to forget it. */
export function OtherAccounts() {
  const t = useText();
  const accounts = useAccounts().data ?? [];
  const switchTo = useSwitchAccount();
  const [forgetting, setForgetting] = useState<AccountEntry | null>(null);
  const current = accounts.find(({ isCurrent }) => isCurrent);
  const others = accounts.filter(({ isCurrent }) => !isCurrent);
  const forgettable = current && !current.signedIn;
  if (others.length === 0 && !forgettable) return null;
  return (
    <Stack gap="xs">
      {/* Before the others: below them it would seem to be about the last. */}
      {forgettable && (
        <Button variant="subtle" color="red" size="compact-sm" onClick={() => setForgetting(current)}>
          {t("forget-this-account")}
        </Button>
      )}
      {others.length > 0 && (
        <Text size="sm" fw={550}>
          {t("other-accounts")}
        </Text>
      )}
      {others.map((entry) => (
        <UnstyledButton key={entry.key} className="account-choice" onClick={() => switchTo.mutate(entry.key)}>
          <Text span display="block" size="sm" fw={550} truncate dir="auto">
            {entry.accountName}
          </Text>{" "}
          <Text span display="block" size="xs" c="dimmed" truncate>
            <bdi>{entry.userName}</bdi> · {accountState(entry, t)?.words ?? accountPlace(entry, t)}
          </Text>
        </UnstyledButton>
      ))}
      <FormProblem message={switchTo.error ? wordRefusal(switchTo.error, t) : null} />
      {forgetting && <ForgetAccountDialog entry={forgetting} onClose={() => setForgetting(null)} />}
    </Stack>
  );
}
