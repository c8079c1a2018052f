import { Alert, Button, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import { useAcceptAuditHistory } from "./mutations";
import { useAuditHistory } from "./queries";

/** Warns when the audit log is no longer what this computer has seen of it. It stays until someone takes it as it is. */
export function AuditHistoryAlert() {
  const t = useText();
  const history = useAuditHistory().data;
  const accept = useAcceptAuditHistory();
  const [asking, setAsking] = useState(false);
  if (history === undefined || history === "kept") return null;
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={history === "shortened" ? t("audit-shortened-title") : t("audit-rewritten-title")}
    >
      <Stack gap="xs" align="flex-start">
        {history === "shortened" ? t("audit-shortened") : t("audit-rewritten")}
        <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          {t("audit-accept")}
        </Button>
      </Stack>
      <ConfirmDialog
        opened={asking}
        title={t("audit-accept-title")}
        confirm={t("audit-accept")}
        dangerous
        busy={accept.isPending}
        problem={accept.error ? wordRefusal(accept.error, t) : null}
        onConfirm={() => accept.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        {t("audit-accept-explained")}
      </ConfirmDialog>
    </Alert>
  );
}
