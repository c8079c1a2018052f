import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";
import type { AuditFilter } from "../../lib/types";

/** How many of a user's latest events are looked through for who changed a field. */
const EVENTS_LOOKED_AT = 50;

/** By field: who changed it last, and when. */
export type Changers = Record<string, { name: string; at: string }>;

/** Who changed each field of a user last, from the audit log; empty where that cannot be asked, such as while offline. */
export function useChangers(userId: string): Changers {
  const filter: AuditFilter = { search: "", action: null, actor: null, target: userId, from: null, to: null };
  const events = useQuery({
    queryKey: [...queryKeys.auditEvents(filter), EVENTS_LOOKED_AT],
    queryFn: () => commands.listAuditEvents({ filter, before: null, limit: EVENTS_LOOKED_AT }),
    gcTime: 0,
  });
  const changers: Changers = {};
  // The newest event comes first, so the first one that names a field is its last change.
  for (const { actor, at, changes } of events.data?.items ?? []) {
    if (actor === null) continue;
    for (const { field } of changes) changers[field] ??= { name: actor.name, at };
  }
  return changers;
}
