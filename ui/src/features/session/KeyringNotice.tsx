import { Alert, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "../../lib/text";
import { useStatus } from "./queries";

/** Says that without a keyring one will have to sign in again after closing Roster. */
export function KeyringNotice() {
  const t = useText();
  const keyring = useStatus().data?.keyring;
  const [closed, setClosed] = useState(false);
  if (!keyring || keyring.available || closed) return null;
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
