import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryKeys, type UserList } from "../../app/queryKeys";
import { commands } from "../../lib/commands";
import type { PendingChange, UserRow, UserWindow } from "../../lib/types";

/** Rows asked for at once. */
export const ROWS_PER_PAGE = 100;

/** How long a page that has left the view is kept (milliseconds): scrolling through all of them must not hold them all. */
const PAGE_KEPT = 20_000;

export const countsQuery = queryOptions({ queryKey: queryKeys.userCounts, queryFn: commands.countUsers });

/** How many users each list has, whatever is searched for. */
export function useUserCounts() {
  return useQuery(countsQuery);
}

/** Whether all users of the account are on this computer: what is not here before that may be somewhere all the same. */
export function useIsComplete(): boolean {
  return useUserCounts().data?.complete ?? true;
}

/** What the form for a new user offers. */
export function useNewUserPreview() {
  return useQuery({ queryKey: queryKeys.newUserPreview, queryFn: commands.previewNewUser });
}

/** One user, whichever list they are in; nothing of one who may not be seen. */
export function useUser(id: string) {
  return useQuery({ queryKey: queryKeys.user(id), queryFn: () => commands.getUser(id) });
}

/** A page of a list, whoever asks for it. */
export function pageOf(list: UserList, page: number) {
  return queryOptions({
    queryKey: queryKeys.userPage(list, page),
    queryFn: () => commands.listUsers({ ...list, offset: page * ROWS_PER_PAGE, limit: ROWS_PER_PAGE }),
    gcTime: PAGE_KEPT,
  });
}

const NONE: readonly PendingChange[] = [];

export interface UserRows {
  /** Invitations that are not in force yet: they come before the users. */
  creations: readonly PendingChange[];
  /** How many users the list has. */
  total: number;
  /** The user at a place; nothing while that part of the list is on its way. */
  rowAt: (place: number) => UserRow | undefined;
  /** Nothing can be shown yet. */
  loading: boolean;
  /** What is shown is the list asked for before, until the new one is there. */
  outdated: boolean;
  problem: unknown;
  retry: () => void;
}

/** Reads the first page of a list and those in view, and no other. */
export function useUserRows(wanted: UserList, inView: readonly number[]): UserRows {
  const head = useQuery(pageOf(wanted, 0));
  // The list that was there stays until the first page of the one now wanted has come: nothing flickers while typing.
  const [shown, setShown] = useState(wanted);
  if (head.data && shown !== wanted) setShown(wanted);
  const shownHead = useQuery(pageOf(shown, 0)).data;
  const total = shownHead?.total ?? 0;

  const pages = inView.filter((page) => page > 0 && page * ROWS_PER_PAGE < total);
  const windows = useQueries({
    queries: pages.map((page) => pageOf(shown, page)),
    combine: dataOf,
  });
  const rowAt = (place: number) => {
    const page = Math.floor(place / ROWS_PER_PAGE);
    const window = page === 0 ? shownHead : windows[pages.indexOf(page)];
    return window?.rows[place % ROWS_PER_PAGE];
  };

  return {
    creations: shownHead?.creations ?? NONE,
    total,
    rowAt,
    loading: !shownHead && !head.error,
    outdated: shown !== wanted && !head.error,
    problem: head.error,
    retry: () => void head.refetch(),
  };
}

function dataOf(results: { data: UserWindow | undefined }[]): (UserWindow | undefined)[] {
  return results.map(({ data }) => data);
}

/** The pages that these places lie on, in order, each once. */
export function pagesOf(places: readonly number[]): number[] {
  return [...new Set(places.map((place) => Math.floor(place / ROWS_PER_PAGE)))];
}
