import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { queryKeys, type UserList } from "../../app/queryKeys";
import { commands } from "../../lib/commands";
import { ListCopy, type Stretch } from "./ListCopy";

/** How long what was read of a list that nobody looks at is kept (milliseconds): each letter of a search makes a list. */
const LIST_KEPT = 20_000;

export const countsQuery = queryOptions({ queryKey: queryKeys.userCounts, queryFn: commands.countUsers });

/** How many users each list has, whatever is searched for. */
export function useUserCounts() {
  return useQuery(countsQuery);
}

/** Whether all users of the account are on this computer: what is not here before that may be somewhere all the same. */
export function useIsComplete(): boolean {
  return useUserCounts().data?.complete ?? true;
}

/** What the form for a new user offers. While it is read anew, the form stays as it is. */
export function useNewUserPreview({ enabled = true } = {}) {
  return useQuery({
    queryKey: queryKeys.newUserPreview,
    queryFn: commands.previewNewUser,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** One user, whichever list they are in; nothing of one who may not be seen. */
export function useUser(id: string) {
  return useQuery({ queryKey: queryKeys.user(id), queryFn: () => commands.getUser(id) });
}

export interface UserRows {
  /** What is here of the list; nothing while nothing can be shown yet. */
  copy: ListCopy | undefined;
  loading: boolean;
  /** What is shown is the list asked for before, until the new one is there. */
  outdated: boolean;
  problem: unknown;
  retry: () => void;
}

/** Reads a list: what of it is needed when it is read, held against what is shown by then, of this list or another. */
export function listQuery(list: UserList, inView: () => readonly Stretch[], shown: () => ListCopy | undefined) {
  return queryOptions({
    queryKey: queryKeys.userList(list),
    queryFn: () => ListCopy.read(list, inView(), shown()),
    gcTime: LIST_KEPT,
    structuralSharing: false,
  });
}

/** A list as it is on this computer, read anew when users change. */
export function useUserRows(
  list: UserList,
  /** What of it is needed. */
  inView: () => readonly Stretch[],
  /** What is shown now, of this list or another. */
  shown: () => ListCopy | undefined,
): UserRows {
  const read = useQuery({
    ...listQuery(list, inView, shown),
    // The list that was there stays until the one now wanted has come: nothing flickers while typing.
    placeholderData: keepPreviousData,
  });
  const copy = read.data;
  return {
    copy,
    loading: !copy && !read.error,
    outdated: read.isPlaceholderData && !read.error,
    problem: read.error,
    retry: () => void read.refetch(),
  };
}
