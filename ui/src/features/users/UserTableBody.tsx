import { Skeleton } from "@mantine/core";
import type { Row } from "@tanstack/react-table";
import { Fragment, type ReactNode } from "react";
import type { UserRow } from "../../lib/types";
import type { RowAction } from "./actions";
import type { features, Line } from "./columns";
import { RowActions } from "./RowActions";
import type { useUserColumns } from "./useUserColumns";

interface Props {
  table: ReturnType<typeof useUserColumns>;
  /** The height of what is left out before each line. */
  gaps: number[];
  gapAfter: number;
  busy: { id: string; action: RowAction } | null;
  onAction: (action: RowAction, row: UserRow) => void;
  /** Told which place holds the focus, and when it no longer does. */
  onPlace: (place: number | null) => void;
}

export function UserTableBody({ table, gaps, gapAfter, busy, onAction, onPlace }: Props) {
  const columns = table.getVisibleLeafColumns().length + 1;
  return (
    <tbody>
      {table.getRowModel().rows.map((line, index) => {
        const { row } = line.original;
        return (
          <Fragment key={line.id}>
            <Gap height={gaps[index] ?? 0} columns={columns} />
            <UserLine line={line} cells={cellsOf(table, line)} onPlace={onPlace}>
              {row && <RowActions row={row} busy={busy?.id === row.user.id ? busy.action : null} onAction={onAction} />}
            </UserLine>
          </Fragment>
        );
      })}
      <Gap height={gapAfter} columns={columns} />
    </tbody>
  );
}

/** What stands in the cells; bars where the user has not been read yet. */
function cellsOf(table: Props["table"], line: Row<typeof features, Line>): ReactNode[] {
  return line
    .getVisibleCells()
    .map((cell) =>
      line.original.row ? <table.FlexRender key={cell.id} cell={cell} /> : <Skeleton key={cell.id} h={12} w="65%" />,
    );
}

interface LineProps {
  line: Row<typeof features, Line>;
  cells: ReactNode[];
  onPlace: Props["onPlace"];
  children: ReactNode;
}

function UserLine({ line, cells: [head, ...cells], onPlace, children }: LineProps) {
  const { place } = line.original;
  return (
    // The header is row 1.
    <tr aria-rowindex={place + 2} onFocus={() => onPlace(place)} onBlur={() => onPlace(null)}>
      <th scope="row">{head}</th>
      {cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell's column is its place.
        <td key={index}>{cell}</td>
      ))}
      <td className="user-cell-actions">{children}</td>
    </tr>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without controls takes no focus.
    <tr aria-hidden="true" className="user-gap">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

const SKELETON_ROWS = [0, 1, 2, 3, 4, 5, 6, 7];

/** Stands for a list of which nothing has been read yet. */
export function UserTableSkeleton({ columns }: { columns: number }) {
  const cells = Array.from({ length: columns }, (_, cell) => cell);
  return (
    <tbody>
      {SKELETON_ROWS.map((row) => (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without controls takes no focus.
        <tr key={row} aria-hidden="true">
          {cells.map((cell) => (
            <td key={cell}>{cell < columns - 1 && <Skeleton h={12} w={`${50 + ((row * 7 + cell * 13) % 40)}%`} />}</td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
