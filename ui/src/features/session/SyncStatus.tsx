import { ActionIcon, Progress, Text, Tooltip } from "@mantine/core";
import { IconCircleCheck, IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { formatDateTime } from "../../lib/dates";
import { unexpected } from "../../lib/never";
import { useText, type Text as Words } from "../../lib/text";
import type { SyncStatus as Sync } from "../../lib/types";
import { useSyncNow } from "./mutations";
import { useSyncStatus } from "./queries";
import "./SyncStatus.css";

/** Whether what is shown is up to date, and how many edits still wait for the service. */
export function SyncStatus() {
  const t = useText();
  const sync = useSyncStatus().data;
  const syncNow = useSyncNow();
  if (!sync) return null;
  const lastContact = sync.lastContact
    ? t("sync-last-contact", { time: formatDateTime(sync.lastContact, t.language) })
    : t("sync-never");
  return (
    <div className="sync" data-state={sync.state}>
      <Tooltip label={lastContact} position="top-start">
        <div className="sync-row">
          <StateIcon state={sync.state} />
          <div role="status" aria-label={t("sync")} className="sync-words">
            <Text size="xs" span>
              {stateWords(sync.state, t)}
            </Text>
            {sync.pendingChanges > 0 && (
              <Text size="xs" c="dimmed" component="span" className="sync-pending">
                {t("sync-pending", { count: sync.pendingChanges })}
              </Text>
            )}
          </div>
        </div>
      </Tooltip>
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
      {sync.state === "syncing" && sync.progress && <SyncProgress progress={sync.progress} />}
    </div>
  );
}

function SyncProgress({ progress: { done, total } }: { progress: NonNullable<Sync["progress"]> }) {
  const t = useText();
  const known = total !== null && total > 0;
  return (
    <div className="sync-progress">
      <Progress.Root size="xs">
        <Progress.Section
          value={known ? Math.min(100, (done / total) * 100) : 100}
          animated={!known}
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

function StateIcon({ state }: { state: Sync["state"] }) {
  switch (state) {
    case "upToDate":
      return <IconCircleCheck size={16} aria-hidden className="sync-icon" />;
    case "syncing":
      return <IconRefresh size={16} aria-hidden className="sync-icon sync-turning" />;
    case "offline":
      return <IconCloudOff size={16} aria-hidden className="sync-icon" />;
    default:
      return unexpected(state, null);
  }
}

function stateWords(state: Sync["state"], t: Words): string {
  switch (state) {
    case "upToDate":
      return t("sync-up-to-date");
    case "syncing":
      return t("sync-syncing");
    case "offline":
      return t("sync-offline");
    default:
      return unexpected(state, state);
  }
}
