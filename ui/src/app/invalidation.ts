import { notifications } from "@mantine/notifications";
import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { events } from "../lib/commands";
import type { CacheTag, Status } from "../lib/types";
import { queryKeys } from "./queryKeys";

/** Which reads show what a tag stands for. A tag added in Rust fails the type check here. */
const KEYS_OF: Record<CacheTag, readonly QueryKey[]> = {
  users: [queryKeys.users],
  me: [queryKeys.status, queryKeys.newUserPreview],
  account: [queryKeys.account, queryKeys.status],
  administrators: [queryKeys.administrators],
  mails: [queryKeys.mails],
  status: [queryKeys.status, queryKeys.sync],
  pendingChanges: [queryKeys.pendingChanges],
  accounts: [queryKeys.accounts, queryKeys.people],
};

/** A first sync may tell hundreds of changes a second; the reads are repeated at most this often (milliseconds). */
const BREATH = 150;

/** Repeats every read that shows something the Rust side says has changed. */
export function useInvalidation(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const invalidate = gathered((tags) => invalidateTags(queryClient, tags));
    const listening = [
      events.onInvalidated(({ tags }) => invalidate.add(tags)),
      events.onStatusChanged(({ status }) => applyStatus(queryClient, status)),
      events.onSyncChanged(({ sync }) => take(queryClient, queryKeys.sync, sync)),
    ];
    // What happened before anyone listened was told to nobody.
    void Promise.all(listening).then(() => invalidateTags(queryClient, ["status", "users"]));
    return () => {
      invalidate.stop();
      for (const unlisten of listening) void unlisten.then((stop) => stop());
    };
  }, [queryClient]);
}

/** What is told unasked is newer than an answer that is still on its way, which must not come to stand over it. */
function take(queryClient: QueryClient, queryKey: QueryKey, told: unknown): void {
  void queryClient.cancelQueries({ queryKey, exact: true });
  queryClient.setQueryData(queryKey, told);
}

export function invalidateTags(queryClient: QueryClient, tags: Iterable<CacheTag>): void {
  for (const key of new Set([...tags].flatMap((tag) => KEYS_OF[tag]))) {
    void queryClient.invalidateQueries({ queryKey: key });
  }
}

/** What is kept when someone else signs in, being read again: it is about this computer, not about them. */
const OF_THIS_COMPUTER: readonly unknown[] = [...queryKeys.status, ...queryKeys.sync, ...queryKeys.accounts];

/** Takes a new status in; what someone else was shown, or was refused by a lock, is forgotten with them. */
export function applyStatus(queryClient: QueryClient, status: Status): void {
  const before = queryClient.getQueryData<Status>(queryKeys.status);
  take(queryClient, queryKeys.status, status);
  if (before?.session?.me.id === status.session?.me.id && before?.session?.lock === status.session?.lock) return;
  // What can be done in a notice, such as to undo, is about the account that it was shown in.
  notifications.clean();
  notifications.cleanQueue();
  queryClient.removeQueries({ predicate: ({ queryKey }) => !OF_THIS_COMPUTER.includes(queryKey[0]) });
  void queryClient.invalidateQueries({ queryKey: queryKeys.sync });
  void queryClient.invalidateQueries({ queryKey: queryKeys.accounts });
}

/** Passes the first tags on at once, and those that follow closely together. */
function gathered(pass: (tags: Set<CacheTag>) => void) {
  let waiting = new Set<CacheTag>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (waiting.size === 0) return;
    const tags = waiting;
    waiting = new Set();
    timer = setTimeout(flush, BREATH);
    pass(tags);
  };
  return {
    add(tags: readonly CacheTag[]) {
      for (const tag of tags) waiting.add(tag);
      if (timer === undefined) flush();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
