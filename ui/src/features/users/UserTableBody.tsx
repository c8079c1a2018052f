import { Skeleton } from "@mantine/core";
import { type FocusEvent, Fragment, memo, type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { usePlace } from "../../app/place";
import { SUBJECT } from "../../lib/focus";
import type { UserRow } from "../../lib/types";
import type { RowAction } from "./actions";
import { cellOf, type Line } from "./columns";
import { LookAtCreation } from "./creationCells";
import type { ListCopy } from "./ListCopy";
import { isSameList } from "./lists";
import { RowActions } from "./RowActions";
import { type Kept, useLinesInView } from "./useLinesInView";
import type { Look } from "./useLook";
import { useView, type View, viewAt } from "./useView";

interface Props {
  copy: ListCopy;
  scroller: HTMLElement | null;
  /** The scroller's (pixels). */
  height: number;
  refs: {
    /** How far it was scrolled when it was left (pixels), until it is again. */
    start: RefObject<number>;
    /** What the table has to know to read the list anew. */
    view: RefObject<View>;
    kept: RefObject<Kept | null>;
    shown: RefObject<ListCopy | undefined>;
  };
  look: Look;
  busy: { id: string; action: RowAction } | null;
  onAction: (action: RowAction, row: UserRow) => void;
}

/** The rows in view. While scrolling, they alone are rendered. */
export function UserTableBody({ copy, scroller, height, refs, look, busy, onAction }: Props) {
  const { view, setView, isLeft } = useView(scroller, refs.start, height);
  useKeptScroll(copy, scroller);
  // Another list begins at its top.
  const [list, setList] = useState(copy.list);
  if (!isSameList(copy.list, list)) {
    setList(copy.list);
    setView(viewAt(0, view.to - view.from));
  }
  useLayoutEffect(() => {
    const before = refs.shown.current?.list;
    if (scroller && before && !isSameList(before, copy.list)) scroller.scrollTo({ top: 0 });
    refs.shown.current = copy;
    refs.view.current = view;
  });
  const { lines, gaps, gapAfter, keepPlace } = useLinesInView(copy, view, refs.kept, isLeft);
  const width = look.columns.length + 1;
  return (
    <tbody onFocus={({ target }: FocusEvent) => keepPlace(placeOfRow(target))} onBlur={() => keepPlace(null)}>
      {lines.map((line, index) => (
        <Fragment key={line.key}>
          <Gap height={gaps[index] ?? 0} columns={width} />
          <UserLine
            place={line.place}
            row={line.row}
            creation={line.creation}
            look={look}
            busy={busy !== null && busy.id === line.row?.user.id ? busy.action : null}
            onAction={onAction}
          />
        </Fragment>
      ))}
      <Gap height={gapAfter} columns={width} />
    </tbody>
  );
}

/** Notes how far a list is scrolled. */
function useKeptScroll({ list: { status } }: ListCopy, scroller: HTMLElement | null): void {
  const place = usePlace();
  useEffect(() => {
    if (!scroller) return;
    const note = () => place.change({ scrolled: { ...place.get().scrolled, [status]: scroller.scrollTop } });
    scroller.addEventListener("scroll", note, { passive: true });
    return () => scroller.removeEventListener("scroll", note);
  }, [scroller, place, status]);
}

function placeOfRow(control: Element): number | null {
  const row = control.closest("tr[aria-rowindex]");
  return row && Number(row.getAttribute("aria-rowindex")) - HEAD_ROWS;
}

/** The header is row 1, and rows are counted from 1. */
const HEAD_ROWS = 2;

interface LineProps extends Omit<Line, "key"> {
  look: Look;
  busy: RowAction | null;
  onAction: Props["onAction"];
}

/** One user's row. While scrolling, only the rows that come into view are drawn; the others are as they were. */
const UserLine = memo(function UserLine({ place, row, creation, look, busy, onAction }: LineProps) {
  const [head, ...others] = look.columns;
  return (
    <tr aria-rowindex={place + HEAD_ROWS} {...{ [SUBJECT]: row?.user.id }} className={creation && "user-creation"}>
      <th scope="row">{head && cellOf(head, { row, creation }, look)}</th>
      {others.map((id) => (
        <td key={id}>{cellOf(id, { row, creation }, look)}</td>
      ))}
      <td className="user-cell-actions">
        {row && <RowActions row={row} look={look} busy={busy} onAction={onAction} />}
        {creation && <LookAtCreation creation={creation} />}
      </td>
    </tr>
  );
});

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
