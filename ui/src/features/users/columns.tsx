import type { ReactNode } from "react";
import { unexpected } from "../../lib/never";
import type { Text } from "../../lib/text";
import type { PendingChange, SortKey, UserRow, UserStatus } from "../../lib/types";
import { emailsCell, invitationCell, languageCell, nameCell, roleCell, timeCell } from "./cells";
import { creationCell } from "./creationCells";

/** A place in the list, with its user once they have been read, or with an invitation that is not in force yet. */
export interface Line {
  /** The same wherever in the list they come to stand, so that the focus goes with them. */
  key: string;
  place: number;
  row?: UserRow | undefined;
  creation?: PendingChange | undefined;
}

/** A sortable column is called by what it sorts by. */
export type ColumnId =
  | Extract<SortKey, "lastName" | "loginEmail" | "createdAt" | "lastActiveAt">
  | "role"
  | "language"
  | "removed";

/** What a cell needs beside its row. */
export interface CellContext {
  now: number;
  compact: boolean;
  /** There is a column for the role. */
  roleShown: boolean;
  t: Text;
}

/** The columns that a list has room for (pixels; 0 while that is not known: all of them). The buttons at the end of a row are none. */
export function columnsOf(list: UserStatus, width: number): readonly ColumnId[] {
  return COLUMNS[list].filter((id) =>
    id === "role" ? isRoleShown(width, list) : width === 0 || width >= SHOWN_FROM[id],
  );
}

/** What stands in a column of a line. */
export function cellOf(
  id: ColumnId,
  { row, creation }: Pick<Line, "row" | "creation">,
  context: CellContext,
): ReactNode {
  if (creation) return creationCell(id, creation, context.compact);
  return row && userCell(id, row, context);
}

const COLUMNS: Record<UserStatus, readonly ColumnId[]> = {
  active: ["lastName", "loginEmail", "role", "language", "lastActiveAt"],
  pending: ["lastName", "loginEmail", "role", "language", "createdAt"],
  removed: ["lastName", "loginEmail", "role", "removed", "lastActiveAt"],
};

/** What a column is sorted by, where it can be. */
export function sortKeyOf(id: ColumnId): SortKey | null {
  return id === "role" || id === "language" || id === "removed" ? null : id;
}

/** What a column takes of the width that the buttons leave, against its neighbours. */
const SHARE: Record<ColumnId, number> = {
  lastName: 25,
  loginEmail: 34,
  role: 17,
  language: 10,
  lastActiveAt: 13,
  createdAt: 26,
  removed: 13,
};

/**
 * Where what a column holds is known: what its longest usual word or its header needs (pixels, padding included), and
 * from where on more is of no use to it. The rest goes to names and emails, which can be of any length.
 */
const NEED: Partial<Record<ColumnId, { least: number; most: number }>> = {
  role: { least: 120, most: 180 },
  language: { least: 92, most: 176 },
  lastActiveAt: { least: 132, most: 190 },
  createdAt: { least: 186, most: 240 },
  removed: { least: 104, most: 160 },
};

/** How these columns share the room (pixels). */
export function widthsAt(ids: readonly ColumnId[], room: number): number[] {
  const whole = shareOf(ids);
  const needed = ids.map((id) => {
    const need = NEED[id];
    return need ? Math.floor(Math.min(Math.max(need.least, (SHARE[id] / whole) * room), need.most)) : 0;
  });
  const left = room - needed.reduce((sum, width) => sum + width, 0);
  const open = shareOf(ids.filter((id) => !NEED[id]));
  return ids.map((id, place) => needed[place] || Math.floor((SHARE[id] / open) * left));
}

/** The same while the room is not known (percent). */
export function percentagesOf(ids: readonly ColumnId[]): number[] {
  const whole = shareOf(ids);
  return ids.map((id) => (SHARE[id] / whole) * 80);
}

function shareOf(ids: readonly ColumnId[]): number {
  return ids.reduce((sum, id) => sum + SHARE[id], 0);
}

/** From which width of the table on (pixels) a column is shown: the narrower, the fewer. */
const SHOWN_FROM: Record<ColumnId, number> = {
  lastName: 0,
  createdAt: 300,
  removed: 420,
  role: 520,
  loginEmail: 620,
  lastActiveAt: 760,
  language: 860,
};

/** How an invitation stands needs more room than a role, for which there is a sign beside the name. */
export function isRoleShown(width: number, list: UserStatus): boolean {
  return width === 0 || width >= (list === "pending" ? SHOWN_FROM.loginEmail : SHOWN_FROM.role);
}

/** Whether the login email moves below the name, its own column having no room. */
export function isCompact(width: number): boolean {
  return width > 0 && width < SHOWN_FROM.loginEmail;
}

/** Whether the buttons of a row are gathered in a menu, so that there is room for the name. */
export function isNarrow(width: number): boolean {
  return width > 0 && width < SHOWN_FROM.role;
}

export function columnTitle(id: ColumnId, list: UserStatus, t: Text): string {
  switch (id) {
    case "lastName":
      return t("column-name");
    case "loginEmail":
      return t("login-email");
    case "role":
      return list === "removed" ? t("column-role-before") : t("column-role");
    case "language":
      return t("column-language");
    case "lastActiveAt":
      return t("column-last-active");
    case "createdAt":
      return t("column-invitation");
    case "removed":
      return t("column-removed");
    default:
      return unexpected(id, id);
  }
}

function userCell(id: ColumnId, row: UserRow, { now, compact, roleShown, t }: CellContext): ReactNode {
  switch (id) {
    case "lastName":
      return nameCell(row, { compact, roleShown }, t);
    case "loginEmail":
      return emailsCell(row, t);
    case "role":
      return roleCell(row, t);
    case "language":
      return languageCell(row, t);
    case "lastActiveAt":
      return timeCell(row.user.lastActiveAt, now, t);
    case "createdAt":
      return invitationCell(row, now, t);
    case "removed":
      return timeCell(row.user.updatedAt, now, t);
    default:
      return unexpected(id, null);
  }
}
