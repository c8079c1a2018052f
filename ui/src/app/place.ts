import { createContext, useContext } from "react";
import { type AuditFields, isAuditFields, NO_FIELDS } from "../features/audit/filter";
import { FIRST_SORTING, LISTS, type Sorting } from "../features/users/lists";
import type { Me, UserStatus } from "../lib/types";

/** Where one is in an account, and how its lists are looked at. */
export interface Place {
  path: string | null;
  /** The tab of the settings that was open last. */
  settings: string | null;
  list: UserStatus;
  search: string;
  sorting: Record<UserStatus, Sorting>;
  /** How far each list is scrolled (pixels). */
  scrolled: Record<UserStatus, number>;
  /** What narrows the audit log down. The log itself is read anew, and begins with what is newest, whenever it is opened. */
  audit: AuditFields;
  /** The mailbox's page, from 0. */
  mailPage: number;
  /** The mail that is open there, by its id. */
  mail: string | null;
}

/** How long what changed may be unwritten (milliseconds): scrolling changes it all the time. */
const PAUSE = 200;

/** Whose place is not to be written any more. */
const forgotten = new Set<string>();

const START: Place = {
  path: null,
  settings: null,
  list: "active",
  search: "",
  sorting: FIRST_SORTING,
  scrolled: { active: 0, pending: 0, removed: 0 },
  audit: NO_FIELDS,
  mailPage: 0,
  mail: null,
};

/** Keeps the place of one user over navigation, and on this computer over a restart. */
export class PlaceKeeper {
  private place: Place;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly user: string) {
    this.place = readPlace(user);
    forgotten.delete(user);
  }

  get(): Place {
    return this.place;
  }

  change(part: Partial<Place>): void {
    this.place = { ...this.place, ...part };
    this.timer ??= setTimeout(() => this.write(), PAUSE);
  }

  /** Writes at once what is not written yet. */
  write(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!forgotten.has(this.user)) localStorage.setItem(keyOf(this.user), JSON.stringify(this.place));
  }
}

/** What someone looked for is nobody's business once their session has ended. */
export function forgetPlace(user: string): void {
  forgotten.add(user);
  localStorage.removeItem(keyOf(user));
}

/** The screen one was at, unless it is one that one may not see any more. */
export function lastPath({ path }: Place, me: Me): string | null {
  return path?.startsWith("/settings") && me.role !== "administrator" ? null : path;
}

export const PlaceContext = createContext<PlaceKeeper>(new PlaceKeeper(""));

export function usePlace(): PlaceKeeper {
  return useContext(PlaceContext);
}

function keyOf(user: string): string {
  return `roster-place-${user}`;
}

/** Where someone was when the window was closed. */
export function readPlace(user: string): Place {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(user)) ?? "null");
    return { ...START, ...knownParts(kept) };
  } catch {
    return START;
  }
}

/** What can be made use of, whichever version of Roster wrote it. */
function knownParts(kept: unknown): Partial<Place> {
  if (typeof kept !== "object" || kept === null) return {};
  const { path, settings, list, search, sorting, scrolled, audit, mailPage, mail } = kept as Record<string, unknown>;
  return {
    ...(isPath(path) && { path }),
    ...(isPath(settings) && { settings }),
    ...(LISTS.includes(list as UserStatus) && { list: list as UserStatus }),
    ...(typeof search === "string" && { search }),
    ...(isForEachList(sorting, isSorting) && { sorting }),
    ...(isForEachList(scrolled, (one): one is number => typeof one === "number") && { scrolled }),
    ...(isAuditFields(audit) && { audit }),
    ...(Number.isSafeInteger(mailPage) && { mailPage: Math.max(0, Number(mailPage)) }),
    ...(typeof mail === "string" && { mail }),
  };
}

function isPath(path: unknown): path is string {
  return typeof path === "string" && path.startsWith("/");
}

function isForEachList<T>(parts: unknown, fits: (part: unknown) => part is T): parts is Record<UserStatus, T> {
  return (
    typeof parts === "object" && parts !== null && LISTS.every((list) => fits((parts as Record<string, unknown>)[list]))
  );
}

const SORTS: readonly unknown[] = ["lastName", "firstName", "loginEmail", "createdAt", "lastActiveAt"];

function isSorting(sorting: unknown): sorting is Sorting {
  if (typeof sorting !== "object" || sorting === null) return false;
  const { sort, descending } = sorting as Record<string, unknown>;
  return SORTS.includes(sort) && typeof descending === "boolean";
}
