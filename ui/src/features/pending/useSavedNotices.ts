import { notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import { usePendingChanges } from "./queries";

/** What the notice is known by that a change is saved and will be sent. */
export function savedNotice(change: string): string {
  return `saved-${change}`;
}

/** Takes such a notice away once its change does not wait any more: it would promise what has come to pass, or will not. */
export function useSavedNotices(): void {
  const changes = usePendingChanges().data;
  const waited = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (!changes) return;
    const waiting = new Set(changes.filter(({ state }) => state === "waiting").map(({ id }) => id));
    for (const id of waited.current) if (!waiting.has(id)) notifications.hide(savedNotice(id));
    waited.current = waiting;
  }, [changes]);
}
