import { Button, Drawer, Loader, Stack, Text } from "@mantine/core";
import { IconChecks, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { dialogAttributes, useFocusReturn } from "../../components/Dialog";
import { EmptyPlace } from "../../components/EmptyPlace";
import { ReadProblem } from "../../components/ReadProblem";
import { useText } from "../../lib/text";
import type { PendingChange } from "../../lib/types";
import { useSyncNow } from "../session/mutations";
import { useSyncStatus } from "../session/queries";
import { type PendingDialog, PendingDialogs } from "./PendingDialogs";
import { PendingItem } from "./PendingItem";
import { usePendingChanges } from "./queries";
import "./pending.css";

interface Props {
  opened: boolean;
  /** The change to show at once. */
  lookAt: string | null;
  onClose: () => void;
}

/** Everything the service has not decided yet, in the order in which it is sent. */
export function PendingPanel({ opened, lookAt, onClose }: Props) {
  const t = useText();
  const [dialog, setDialog] = useState<PendingDialog | null>(null);
  useFocusReturn(opened);
  return (
    <>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="right"
        size={460}
        title={t("pending-changes")}
        returnFocus={false}
        attributes={dialogAttributes(opened)}
        // The dialog above it is what Escape closes.
        closeOnEscape={dialog === null}
        overlayProps={{ backgroundOpacity: 0.3 }}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <Stack gap="md">
          <Connection />
          <Changes lookAt={lookAt} onDialog={setDialog} />
        </Stack>
      </Drawer>
      {dialog && <PendingDialogs {...dialog} onClose={() => setDialog(null)} />}
    </>
  );
}

/** Why something waits, and the way to have it sent now. */
function Connection() {
  const t = useText();
  const offline = useSyncStatus().data?.state === "offline";
  const syncNow = useSyncNow();
  return (
    <div className="pending-connection">
      <Text size="sm" role="status">
        {offline ? t("pending-offline") : t("pending-online")}
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        flex="none"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={syncNow.isPending}
        onClick={() => syncNow.mutate()}
      >
        {t("sync-now")}
      </Button>
    </div>
  );
}

interface ChangesProps {
  lookAt: string | null;
  onDialog: (dialog: PendingDialog) => void;
}

function Changes({ lookAt, onDialog }: ChangesProps) {
  const t = useText();
  const changes = usePendingChanges();
  if (changes.error) return <ReadProblem problem={changes.error} onRetry={() => void changes.refetch()} />;
  if (!changes.data) return <Loader aria-label={t("loading")} role="status" mx="auto" />;
  if (changes.data.length === 0) {
    return (
      <EmptyPlace icon={<IconChecks size={28} stroke={1.5} />} title={t("pending-none")}>
        {t("pending-none-explained")}
      </EmptyPlace>
    );
  }
  return (
    <ol className="plain-list pending-list" aria-label={t("pending-changes")}>
      {changes.data.map((change: PendingChange) => (
        <PendingItem key={change.id} change={change} lookedAt={change.id === lookAt} onDialog={onDialog} />
      ))}
    </ol>
  );
}
