import { Skeleton } from "@mantine/core";
import type { Row } from "@tanstack/react-table";
import { Fragment, memo, useMemo } from "react";
import { SUBJECT } from "../../lib/focus";
import type { UserRow } from "../../lib/types";
import type { RowAction } from "./actions";
import type { features, Line } from "./columns";
import { LookAtCreation } from "./creationCells";
import { RowActions } from "./RowActions";
import type { useUserColumns } from "./useUserColumns";

interface Props {
  table: ReturnType<typeof useUserColumns>;
  /** The height of what is left out before each line. */
  gaps: number[];
  gapAfter: number;
  /** The buttons of a row are gathered in a menu. */
  gathered: boolean;
  busy: { id: string; action: RowAction } | null;
  onAction: (action: RowAction, row: UserRow) => void;
  /** Told which place holds the focus, and when it no longer does. */
  onPlace: (place: number | null) => void;
}

export function UserTableBody({ table, gaps, gapAfter, gathered, busy, onAction, onPlace }: Props) {
  const columns = table.getVisibleLeafColumns();
  const look = useMemo(() => ({ columns: table.options.columns, shown: columns }), [table.options.columns, columns]);
  return (
    <tbody>
      {table.getRowModel().rows.map((line, index) => (
        <Fragment key={line.id}>
          <Gap height={gaps[index] ?? 0} columns={columns.length + 1} />
          <UserLine
            line={line}
            look={look}
            gathered={gathered}
            render={table.FlexRender}
            busy={busy !== null && busy.id === line.original.row?.user.id ? busy.action : null}
            onAction={onAction}
            onPlace={onPlace}
          />
        </Fragment>
      ))}
      <Gap height={gapAfter} columns={columns.length + 1} />
    </tbody>
  );
}

interface LineProps {
  line: Row<typeof features, Line>;
  /** Another one when the columns, or what they show, are others. */
  look: object;
  gathered: boolean;
  render: Props["table"]["FlexRender"];
  busy: RowAction | null;
  onAction: Props["onAction"];
  onPlace: Props["onPlace"];
}

/** One user's row. While scrolling, only the rows that come into view are drawn; the others are as they were. */
const UserLine = memo(function UserLine({ line, gathered, render: Cell, busy, onAction, onPlace }: LineProps) {
  const { place, row, creation } = line.original;
  const known = row ?? creation;
  const [head, ...cells] = line.getVisibleCells();
  return (
    // The header is row 1.
    <tr
      aria-rowindex={place + 2}
      {...{ [SUBJECT]: row?.user.id }}
      className={creation && "user-creation"}
      onFocus={() => onPlace(place)}
      onBlur={() => onPlace(null)}
    >
      <th scope="row">{known && head ? <Cell cell={head} /> : <Skeleton h={12} w="65%" />}</th>
      {cells.map((cell) => (
        <td key={cell.column.id}>{known ? <Cell cell={cell} /> : <Skeleton h={12} w="65%" />}</td>
      ))}
      <td className="user-cell-actions">
        {row && <RowActions row={row} gathered={gathered} busy={busy} onAction={onAction} />}
        {creation && <LookAtCreation creation={creation} />}
      </td>
    </tr>
  );
}, looksTheSame);

/** The table makes its line objects anew at every scroll; what is in them tells whether anything is to be drawn. */
function looksTheSame(before: LineProps, after: LineProps): boolean {
  return (
    before.line.original.row === after.line.original.row &&
    before.line.original.creation === after.line.original.creation &&
    before.line.original.place === after.line.original.place &&
    before.look === after.look &&
    before.gathered === after.gathered &&
    before.busy === after.busy &&
    before.onAction === after.onAction &&
    before.onPlace === after.onPlace
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
