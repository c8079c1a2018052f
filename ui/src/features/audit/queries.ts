import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";
import type { AuditFilter } from "../../lib/types";

/** Events asked for at once. */
export const EVENTS_PER_PAGE = 100;

/** How often the log is held against what was seen of it (milliseconds). */
const CHECK_PACE = 10 * 60_000;

/** The log from the newest event on, as far down as it was asked for. It is read anew whenever it is opened. */
export function useAuditEvents(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.auditEvents(filter),
    queryFn: ({ pageParam }) => commands.listAuditEvents({ filter, before: pageParam, limit: EVENTS_PER_PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ items, hasMore }) => (hasMore ? items.at(-1)?.seq : undefined),
    gcTime: 0,
  });
}

/** Whether the log is still what this computer has seen of it. */
export function useAuditHistory() {
  return useQuery({
    queryKey: queryKeys.auditHistory,
    queryFn: commands.checkAuditHistory,
    refetchInterval: CHECK_PACE,
  });
}

/** What is known of that already; nothing where it is not looked at. */
export function useKnownAuditHistory() {
  return useQuery({ queryKey: queryKeys.auditHistory, queryFn: commands.checkAuditHistory, enabled: false }).data;
}
