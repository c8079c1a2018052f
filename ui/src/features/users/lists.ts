import type { UserList } from "../../app/queryKeys";
import { unexpected } from "../../lib/never";
import type { Text } from "../../lib/text";
import type { UserStatus } from "../../lib/types";

/** The three lists of User Management, in the order of their tabs. */
export const LISTS: readonly UserStatus[] = ["active", "pending", "removed"];

export function listOf(path: string | undefined): UserStatus {
  return LISTS.find((list) => list === path) ?? "active";
}

export function listName(list: UserStatus, t: Text): string {
  switch (list) {
    case "active":
      return t("active-users");
    case "pending":
      return t("pending-invitations");
    case "removed":
      return t("removed-users");
    default:
      return unexpected(list, list);
  }
}

export function isSameList(one: UserList, other: UserList): boolean {
  return (
    one.status === other.status &&
    one.search === other.search &&
    one.sort === other.sort &&
    one.descending === other.descending
  );
}

export type Sorting = Pick<UserList, "sort" | "descending">;

/** People are looked for by name; invitations are watched, the latest first. */
export const FIRST_SORTING: Record<UserStatus, Sorting> = {
  active: { sort: "lastName", descending: false },
  pending: { sort: "createdAt", descending: true },
  removed: { sort: "lastName", descending: false },
};
