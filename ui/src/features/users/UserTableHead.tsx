import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { Header } from "@tanstack/react-table";
import { useText } from "../../lib/text";
import { type ColumnId, type features, type Line, percentagesOf, widthsAt } from "./columns";
import type { useUserColumns } from "./useUserColumns";

interface Props {
  table: ReturnType<typeof useUserColumns>;
  /** Of the whole table (pixels); 0 while it is not measured. */
  width: number;
  actionsWidth: number;
}

/** How the columns share the width. */
export function UserTableColumns({ table, width, actionsWidth }: Props) {
  const ids = table.getVisibleLeafColumns().map(({ id }) => id as ColumnId);
  const room = width - actionsWidth;
  // In pixels, because a table's columns take no sums of percentages and pixels.
  const widths =
    room > 0 ? widthsAt(ids, room).map((px) => `${px}px`) : percentagesOf(ids).map((percent) => `${percent}%`);
  return (
    <colgroup>
      {ids.map((id, place) => (
        <col key={id} style={{ width: widths[place] }} />
      ))}
      <col style={{ width: actionsWidth }} />
    </colgroup>
  );
}

export function UserTableHead({ table }: Pick<Props, "table">) {
  const t = useText();
  return (
    <thead>
      <tr aria-rowindex={1}>
        {table.getHeaderGroups()[0]?.headers.map((header) => (
          <ColumnHeader key={header.id} header={header} title={<table.FlexRender header={header} />} />
        ))}
        <th scope="col">
          <VisuallyHidden>{t("column-actions")}</VisuallyHidden>
        </th>
      </tr>
    </thead>
  );
}

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

interface HeaderProps {
  header: Header<typeof features, Line, unknown>;
  title: React.ReactNode;
}

function ColumnHeader({ header, title }: HeaderProps) {
  const t = useText();
  const sorted = header.column.getIsSorted();
  if (!header.column.getCanSort()) return <th scope="col">{title}</th>;
  const Arrow = sorted === "asc" ? IconArrowUp : sorted === "desc" ? IconArrowDown : IconArrowsSort;
  return (
    <th scope="col" aria-sort={sorted ? ARIA_SORT[sorted] : undefined}>
      <UnstyledButton className="user-sort" onClick={header.column.getToggleSortingHandler()}>
        {title}
        <Arrow size={14} aria-hidden data-sorted={sorted !== false || undefined} />
      </UnstyledButton>
      {header.column.id === "loginEmail" && <span className="user-note">{t("column-communication-email")}</span>}
    </th>
  );
}
