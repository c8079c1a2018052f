import type { AuditFilter, AuditPerson } from "../../lib/types";

/** What the fields above the log hold. */
export interface AuditFields {
  search: string;
  action: string | null;
  /** Days as the fields give them, `2026-11-25`; empty for any. */
  from: string;
  to: string;
  /** Only what this person did, or what was done to them. */
  person: { as: "actor" | "target"; who: AuditPerson } | null;
}

export const NO_FIELDS: AuditFields = { search: "", action: null, from: "", to: "", person: null };

/** Whether something of which nothing is known, such as what an earlier version kept, is what the fields hold. */
export function isAuditFields(value: unknown): value is AuditFields {
  if (typeof value !== "object" || value === null) return false;
  const { search, action, from, to, person } = value as Record<string, unknown>;
  return (
    [search, from, to].every((text) => typeof text === "string") &&
    (action === null || typeof action === "string") &&
    (person === null || isPersonChosen(person))
  );
}

function isPersonChosen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { as, who } = value as { as?: unknown; who?: Partial<AuditPerson> | null };
  return (as === "actor" || as === "target") && typeof who?.id === "string" && typeof who.name === "string";
}

export function isNarrowed(fields: AuditFields): boolean {
  return fields.search.trim() !== "" || fields.action !== null || fields.from + fields.to !== "" || !!fields.person;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Midnight in this computer's time zone at the beginning of a day, some days later; nothing for what is no day. */
function midnight(day: string, daysLater: number): string | null {
  if (!DAY.test(day)) return null;
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const moment = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** Whether a field holds no day though something stands in it. */
export function isNoDay(day: string): boolean {
  return day !== "" && midnight(day, 0) === null;
}

/** What the service is asked for. Both days are part of the time between them. */
export function filterOf({ search, action, from, to, person }: AuditFields): AuditFilter {
  return {
    search: search.trim(),
    action,
    actor: person?.as === "actor" ? person.who.id : null,
    target: person?.as === "target" ? person.who.id : null,
    from: midnight(from, 0),
    to: midnight(to, 1),
  };
}
