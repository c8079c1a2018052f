import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { memo } from "react";
import { useText } from "../../lib/text";
import type { UserStatus } from "../../lib/types";
import { type ColumnId, columnTitle, percentagesOf, sortKeyOf, widthsAt } from "./columns";
import type { Sorting } from "./lists";
import type { Look } from "./useLook";

interface ColumnsProps {
  columns: readonly ColumnId[];
  /** Of the whole table (pixels); 0 while it is not measured. */
  width: number;
  actionsWidth: number;
}

/** How the columns share the width. */
export const UserTableColumns = memo(function UserTableColumns({ columns, width, actionsWidth }: ColumnsProps) {
  const room = width - actionsWidth;
  // In pixels, because a table's columns take no sums of percentages and pixels.
  const widths =
    room > 0 ? widthsAt(columns, room).map((px) => `${px}px`) : percentagesOf(columns).map((percent) => `${percent}%`);
  return (
    <colgroup>
      {columns.map((id, place) => (
        <col key={id} style={{ width: widths[place] }} />
      ))}
      <col style={{ width: actionsWidth }} />
    </colgroup>
  );
});

interface HeadProps extends Sorting {
  list: UserStatus;
  look: Look;
  onSort: (sorting: Sorting) => void;
}

export const UserTableHead = memo(function UserTableHead({ list, look, sort, descending, onSort }: HeadProps) {
  const { t } = look;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {look.columns.map((id) => (
          <ColumnHeader
            key={id}
            id={id}
            title={columnTitle(id, list, t)}
            sorted={sortKeyOf(id) !== sort ? null : descending ? "descending" : "ascending"}
            onSort={onSort}
          />
        ))}
        <th scope="col">
          <VisuallyHidden>{t("column-actions")}</VisuallyHidden>
        </th>
      </tr>
    </thead>
  );
});

interface HeaderProps {
  id: ColumnId;
  title: string;
  sorted: "ascending" | "descending" | null;
  onSort: HeadProps["onSort"];
}

function ColumnHeader({ id, title, sorted, onSort }: HeaderProps) {
  const t = useText();
  const sort = sortKeyOf(id);
  if (sort === null) return <th scope="col">{title}</th>;
  const Arrow = sorted === "ascending" ? IconArrowUp : sorted === "descending" ? IconArrowDown : IconArrowsSort;
  return (
    <th scope="col" aria-sort={sorted ?? undefined}>
      <UnstyledButton className="user-sort" onClick={() => onSort({ sort, descending: sorted === "ascending" })}>
        {title}
        <Arrow size={14} aria-hidden data-sorted={sorted !== null || undefined} />
      </UnstyledButton>
      {id === "loginEmail" && <span className="user-note">{t("column-communication-email")}</span>}
    </th>
  );
}
