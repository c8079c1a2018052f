import { ActionIcon, Progress, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconListDetails, IconRefresh } from "@tabler/icons-react";
import { formatDateTime, formatMoment } from "../../lib/dates";
import { unexpected } from "../../lib/never";
import { useText, type Text as Words } from "../../lib/text";
import type { SyncStatus as Sync } from "../../lib/types";
import { useNow } from "../../lib/useNow";
import { usePendingPanel } from "../pending/panel";
import { useSyncNow } from "./mutations";
import { useSyncStatus } from "./queries";
import "./SyncStatus.css";

interface Props {
  /** Something beside it needs attention. */
  noticed: boolean;
}

/** Whether what is shown is up to date, how many edits still wait for the service, and the way to them. */
export function SyncStatus({ noticed }: Props) {
  const sync = useSyncStatus().data;
  if (!sync) return null;
  const shown = shownState(sync, noticed);
  return (
    <div className="sync" data-state={shown}>
      <div className="sync-row">
        <div className="sync-said">
          <StateIcon state={shown} />
          <SyncWords sync={sync} shown={shown} />
        </div>
        <OpenPending sync={sync} />
      </div>
      <SyncNow />
      {sync.progress && <SyncProgress progress={sync.progress} moving={sync.state === "syncing"} />}
    </div>
  );
}

function SyncWords({ sync, shown }: { sync: Sync; shown: Shown }) {
  const t = useText();
  const now = useNow();
  return (
    <div role="status" aria-label={t("sync")} className="sync-words">
      <Text size="xs" span>
        {stateWords(shown, t)}
      </Text>
      {sync.trouble && (
        <Text size="xs" span>
          {troubleWords(sync.trouble, t)}
        </Text>
      )}
      {sync.state === "offline" && sync.lastContact && (
        <Text size="xs" c="dimmed" span>
          {t("sync-as-of", { time: formatMoment(sync.lastContact, t.language, now) })}
        </Text>
      )}
      {sync.pendingChanges > 0 && (
        <Text size="xs" c="dimmed" span>
          {t("sync-pending", { count: sync.pendingChanges })}
        </Text>
      )}
      {sync.attention > 0 && (
        <Text size="xs" fw={600} span className="sync-attention">
          {t("sync-attention", { count: sync.attention })}
        </Text>
      )}
    </div>
  );
}

/** Opens the pending changes. It covers the words beside it, which say how many there are. */
function OpenPending({ sync }: { sync: Sync }) {
  const t = useText();
  const panel = usePendingPanel();
  const lastContact = sync.lastContact
    ? t("sync-last-contact", { time: formatDateTime(sync.lastContact, t.language) })
    : t("sync-never");
  return (
    <Tooltip label={lastContact} position="top-start" disabled={panel.opened}>
      <UnstyledButton
        className="sync-open"
        aria-label={t("pending-changes")}
        aria-haspopup="dialog"
        data-attention={sync.attention > 0 || undefined}
        data-any={sync.pendingChanges > 0 || undefined}
        onClick={() => panel.open()}
      >
        <IconListDetails size={15} aria-hidden />
      </UnstyledButton>
    </Tooltip>
  );
}

function SyncNow() {
  const t = useText();
  const syncNow = useSyncNow();
  return (
    <Tooltip label={t("sync-now")}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        className="sync-now"
        aria-label={t("sync-now")}
        loading={syncNow.isPending}
        onClick={() => syncNow.mutate()}
      >
        <IconRefresh size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

interface SyncProgressProps {
  progress: NonNullable<Sync["progress"]>;
  moving: boolean;
}

function SyncProgress({ progress: { done, total }, moving }: SyncProgressProps) {
  const t = useText();
  const known = total !== null && total > 0;
  return (
    <div className="sync-progress">
      <Progress.Root size="xs">
        <Progress.Section
          value={known ? Math.min(100, (done / total) * 100) : 100}
          animated={moving && !known}
          aria-label={t("sync-progress-name")}
          aria-valuetext={
            known ? t.label("sync-progress", { done, total }) : t.label("sync-progress-unknown", { done })
          }
        />
      </Progress.Root>
      <Text size="xs" c="dimmed" className="sync-progress-words">
        {known ? t("sync-progress", { done, total }) : t("sync-progress-unknown", { done })}
      </Text>
    </div>
  );
}

/** What stands there: nothing is said to be well beside something that is not. */
type Shown = Sync["state"] | "attention" | "noticed";

function shownState({ state, attention }: Sync, noticed: boolean): Shown {
  if (state !== "upToDate") return state;
  if (attention > 0) return "attention";
  return noticed ? "noticed" : state;
}

function StateIcon({ state }: { state: Shown }) {
  switch (state) {
    case "attention":
      return <IconAlertTriangle size={16} aria-hidden className="sync-icon" />;
    case "upToDate":
    case "noticed":
      return <IconCircleCheck size={16} aria-hidden className="sync-icon" />;
    case "syncing":
      return <IconRefresh size={16} aria-hidden className="sync-icon sync-turning" />;
    case "offline":
      return <IconCloudOff size={16} aria-hidden className="sync-icon" />;
    default:
      return unexpected(state, null);
  }
}

function troubleWords(trouble: NonNullable<Sync["trouble"]>, t: Words): string {
  switch (trouble) {
    case "notRoster":
      return t("sync-not-roster");
    case "busy":
      return t("sync-busy");
    case "copy":
      return t("sync-copy");
    default:
      return unexpected(trouble, trouble);
  }
}

function stateWords(state: Shown, t: Words): string {
  switch (state) {
    case "attention":
      return t("needs-attention");
    case "upToDate":
    case "noticed":
      return t("sync-up-to-date");
    case "syncing":
      return t("sync-syncing");
    case "offline":
      return t("sync-offline");
    default:
      return unexpected(state, state);
  }
}
