import { Button, Stack, Text } from "@mantine/core";
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { unexpected } from "../../lib/never";
import { useText, type Text as Words } from "../../lib/text";
import type { Account, SessionLock } from "../../lib/types";
import { OtherAccounts } from "../accounts/OtherAccounts";
import { StartLayout } from "../start/StartLayout";
import { useSyncNow } from "./mutations";
import { useSyncStatus } from "./queries";
import { SignOutQuestion, useSignOutQuestion } from "./SignOutQuestion";

/** Nothing may be shown until the service has said that one still has a session: why, and what helps. */
export function LockedScreen({ lock, account }: { lock: SessionLock; account: Account }) {
  const t = useText();
  const syncNow = useSyncNow();
  const sync = useSyncStatus().data;
  const signOut = useSignOutQuestion();
  const trying = syncNow.isPending || sync?.state === "syncing";
  return (
    <StartLayout title={t("locked-title")} lead={account.name}>
      <Stack gap="md">
        <Text size="sm">{explanation(lock, t)}</Text>
        <Text size="sm">{t("locked-nothing-lost")}</Text>
        <Text size="sm" role="status" className="locked-state">
          {sync?.state === "offline" && !trying && (
            <>
              <IconCloudOff size={16} aria-hidden /> {t("locked-unreachable")}
            </>
          )}
        </Text>
        <Button leftSection={<IconRefresh size={16} aria-hidden />} loading={trying} onClick={() => syncNow.mutate()}>
          {t("retry")}
        </Button>
        <Button variant="subtle" size="compact-sm" loading={signOut.busy} onClick={signOut.ask}>
          {t("sign-out")}
        </Button>
      </Stack>
      <OtherAccounts />
      <SignOutQuestion {...signOut} />
    </StartLayout>
  );
}

function explanation(lock: SessionLock, t: Words): string {
  switch (lock) {
    case "offlineTooLong":
      return t("locked-offline-too-long");
    case "clockTurnedBack":
      return t("locked-clock-turned-back");
    default:
      return unexpected(lock, "");
  }
}
