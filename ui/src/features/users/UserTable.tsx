import { Skeleton, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useElementSize, useMergedRef, useThrottledValue } from "@mantine/hooks";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { type Header, useTable } from "@tanstack/react-table";
import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { UserList } from "../../app/queryKeys";
import { ReadProblem } from "../../components/ReadProblem";
import { useText } from "../../lib/text";
import type { SortKey, UserRow } from "../../lib/types";
import { useNow } from "../../lib/useNow";
import { ACTIONS_OF, type RowAction } from "./actions";
import { type ColumnId, columnsOf, features, isCompact, type Line, SHARE, visibilityAt } from "./columns";
import { listName, type Sorting } from "./lists";
import { pagesOf, useUserRows } from "./queries";
import { RowActions } from "./RowActions";
import "./UserTable.css";

/** Of every row (pixels): known beforehand, so that the hundred-thousandth has its place without any being read. */
const ROW_HEIGHT = 52;
const ROWS_AHEAD = 8;
/** While scrolling, how often the part in view is asked for (milliseconds). */
const VIEW_PACE = 80;
const BUTTON_WIDTH = 32;
const ACTIONS_PADDING = 20;

interface Props {
  list: UserList;
  onSort: (sorting: Sorting) => void;
  /** The action under way, by the user's id. */
  busy: { id: string; action: RowAction } | null;
  onAction: (action: RowAction, row: UserRow) => void;
  /** Shown in the place of an empty list. */
  empty: ReactNode;
}

/** One list of users: only the rows in view are read and drawn, however many there are. */
export function UserTable({ list, onSort, busy, onAction, empty }: Props) {
  const t = useText();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize();
  const [inView, setInView] = useState("");
  const users = useUserRows(list, usePages(inView));
  const { virtualizer, keepPlace } = useVirtualLines(scroller, users.total);
  const items = virtualizer.getVirtualItems();

  const pages = pagesOf(items.map(({ index }) => index)).join();
  useEffect(() => setInView(pages), [pages]);
  // Another list begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list, not another virtualizer.
  useEffect(() => virtualizer.scrollToOffset(0), [list]);

  const compact = isCompact(width);
  const columns = useMemo(() => columnsOf(list.status, { now, compact, t }), [list.status, now, compact, t]);
  const lines = items.map<Line>(({ index }) => ({ place: index, row: users.rowAt(index) }));
  const table = useTable({
    features,
    columns,
    data: lines,
    getRowId: (line) => String(line.place),
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    sortDescFirst: false,
    state: { sorting: [{ id: list.sort, desc: list.descending }], columnVisibility: visibilityAt(width) },
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update([{ id: list.sort, desc: list.descending }]) : update;
      if (next) onSort({ sort: next.id as SortKey, descending: next.desc });
    },
  });

  const actionsWidth = ACTIONS_OF[list.status].length * BUTTON_WIDTH + ACTIONS_PADDING;
  const shares = table.getVisibleLeafColumns().map(({ id }) => SHARE[id as ColumnId]);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const scrollerRef = useMergedRef(scroller, measured);
  const name = listName(list.status, t);

  if (users.problem) return <ReadProblem problem={users.problem} onRetry={users.retry} />;
  if (!users.loading && users.total === 0) return <div className="user-table-none">{empty}</div>;
  return (
    <div className="user-scroll" ref={scrollerRef} data-outdated={users.outdated || undefined}>
      <table
        className="user-table"
        aria-label={name}
        aria-busy={users.loading || users.outdated}
        // The header is the first row.
        aria-rowcount={users.loading ? -1 : users.total + 1}
      >
        <colgroup>
          {table.getVisibleLeafColumns().map(({ id }) => (
            <col key={id} style={{ width: `calc((100% - ${actionsWidth}px) * ${SHARE[id as ColumnId] / whole})` }} />
          ))}
          <col style={{ width: actionsWidth }} />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {table.getHeaderGroups()[0]?.headers.map((header) => (
              <ColumnHeader key={header.id} header={header}>
                <table.FlexRender header={header} />
              </ColumnHeader>
            ))}
            <th scope="col">
              <VisuallyHidden>{t("column-actions")}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.loading ? (
            <SkeletonRows columns={shares.length + 1} />
          ) : (
            table.getRowModel().rows.map((row, index) => (
              <Fragment key={row.id}>
                <Gap height={gapBefore(items, index)} columns={shares.length + 1} />
                <tr
                  aria-rowindex={row.original.place + 2}
                  onFocus={() => keepPlace(row.original.place)}
                  onBlur={() => keepPlace(null)}
                >
                  {row.getVisibleCells().map((cell, place) =>
                    place === 0 ? (
                      <th scope="row" key={cell.id}>
                        {row.original.row ? <table.FlexRender cell={cell} /> : <Skeleton h={12} w="70%" />}
                      </th>
                    ) : (
                      <td key={cell.id}>
                        {row.original.row ? <table.FlexRender cell={cell} /> : <Skeleton h={12} w="60%" />}
                      </td>
                    ),
                  )}
                  <td className="user-cell-actions">
                    {row.original.row && (
                      <RowActions
                        row={row.original.row}
                        busy={busy?.id === row.original.row.user.id ? busy.action : null}
                        onAction={onAction}
                      />
                    )}
                  </td>
                </tr>
              </Fragment>
            ))
          )}
          <Gap height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} columns={shares.length + 1} />
        </tbody>
      </table>
    </div>
  );
}

/** The pages in view, as they were told last: while scrolling fast, not every page on the way is read. */
function usePages(inView: string): number[] {
  const settled = useThrottledValue(inView, VIEW_PACE);
  return useMemo(() => (settled === "" ? [] : settled.split(",").map(Number)), [settled]);
}

/** Lays the lines out. The one that holds the focus is drawn wherever it is, or scrolling would drop the focus. */
function useVirtualLines(scroller: React.RefObject<HTMLDivElement | null>, total: number) {
  const [kept, setKept] = useState<number | null>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: ROWS_AHEAD,
    rangeExtractor: (range) => {
      const places = defaultRangeExtractor(range);
      if (kept === null || kept >= total || places.includes(kept)) return places;
      return [...places, kept].sort((one, other) => one - other);
    },
  });
  return { virtualizer, keepPlace: setKept };
}

function gapBefore(items: VirtualItem[], index: number): number {
  return (items[index]?.start ?? 0) - (items[index - 1]?.end ?? 0);
}

/** Stands for the rows that are not drawn. */
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr className="user-gap">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function SkeletonRows({ columns }: { columns: number }) {
  const rows = Array.from({ length: 8 }, (_, row) => row);
  const cells = Array.from({ length: columns }, (_, cell) => cell);
  return rows.map((row) => (
    <tr key={row}>
      {cells.map((cell) => (
        <td key={cell}>{cell < columns - 1 && <Skeleton h={12} w={`${50 + ((row * 7 + cell * 13) % 40)}%`} />}</td>
      ))}
    </tr>
  ));
}

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

function ColumnHeader({ header, children }: { header: Header<typeof features, Line, unknown>; children: ReactNode }) {
  const sorted = header.column.getIsSorted();
  if (!header.column.getCanSort()) return <th scope="col">{children}</th>;
  const Arrow = sorted === "asc" ? IconArrowUp : sorted === "desc" ? IconArrowDown : IconArrowsSort;
  return (
    <th scope="col" aria-sort={sorted ? ARIA_SORT[sorted] : undefined}>
      <UnstyledButton className="user-sort" onClick={header.column.getToggleSortingHandler()}>
        {children}
        <Arrow size={14} aria-hidden data-sorted={sorted !== false || undefined} />
      </UnstyledButton>
    </th>
  );
}
