import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import { useTryKeyringAgain } from "./mutations";
import { useStatus } from "./queries";

/** Says that the keyring is locked and can be asked again, or that without one one will have to sign in after closing Roster. */
export function KeyringNotice() {
  const t = useText();
  const keyring = useStatus().data?.keyring;
  const [closed, setClosed] = useState(false);
  if (!keyring || keyring.available) return null;
  if (keyring.locked) return <LockedKeyring />;
  if (closed) return null;
  return (
    <Alert
      color="yellow"
      icon={<IconKey aria-hidden />}
      title={t("keyring-title")}
      role="status"
      withCloseButton
      closeButtonLabel={t("close-notice")}
      onClose={() => setClosed(true)}
    >
      {t("keyring-explained")}
      {keyring.reason && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("keyring-reason", { reason: keyring.reason })}
        </Text>
      )}
    </Alert>
  );
}

function LockedKeyring() {
  const t = useText();
  const again = useTryKeyringAgain();
  return (
    <Alert color="yellow" icon={<IconKey aria-hidden />} title={t("keyring-locked-title")} role="status">
      <Stack gap="xs" align="flex-start">
        <span>{again.error && !again.isPending ? wordRefusal(again.error, t) : t("keyring-locked-explained")}</span>
        <Button variant="light" size="compact-sm" loading={again.isPending} onClick={() => again.mutate()}>
          {t("retry")}
        </Button>
      </Stack>
    </Alert>
  );
}
