import { Text } from "@mantine/core";
import { useMergedRef, useResizeObserver } from "@mantine/hooks";
import { memo, type ReactNode, useCallback, useRef, useState } from "react";
import { usePlace } from "../../app/place";
import type { UserList } from "../../app/queryKeys";
import { ReadProblem } from "../../components/ReadProblem";
import { useText } from "../../lib/text";
import type { UserRow } from "../../lib/types";
import { ACTIONS_OF, type RowAction } from "./actions";
import { foundWords } from "./found";
import type { ListCopy } from "./ListCopy";
import { isSameList, listName, type Sorting } from "./lists";
import { useIsComplete, useUserRows } from "./queries";
import { UserTableBody, UserTableSkeleton } from "./UserTableBody";
import { UserTableColumns, UserTableHead } from "./UserTableHead";
import { type Kept, neededOf } from "./useLinesInView";
import { useLook } from "./useLook";
import { viewAt } from "./useView";
import "./UserTable.css";

/** With the gap after it, which the last one has not (pixels). */
const BUTTON_WIDTH = 32;
const ACTIONS_PADDING = 12;
const LOOK_AT_WIDTH = 92;

interface Props {
  list: UserList;
  onSort: (sorting: Sorting) => void;
  /** The action under way, by the user's id. */
  busy: { id: string; action: RowAction } | null;
  onAction: (action: RowAction, row: UserRow) => void;
  /** Draws what is shown in the place of an empty list. */
  empty: (search: string) => ReactNode;
}

/** One list of users: only the rows in view are read and drawn, however many there are. */
export const UserTable = memo(function UserTable({ list, onSort, busy, onAction, empty }: Props) {
  const t = useText();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [measured, room] = useResizeObserver();
  const scrollerRef = useMergedRef(setScroller, measured);
  // Of what is within the borders and beside a scrollbar that takes room.
  const width = room.right - room.left;
  const place = usePlace();
  // Of a search that was made elsewhere meanwhile nothing is known.
  const [left] = useState(() => (place.get().search.trim() === list.search ? place.get().scrolled[list.status] : 0));
  const start = useRef(left);
  const view = useRef(viewAt(left));
  const kept = useRef<Kept | null>(null);
  const shown = useRef<ListCopy | undefined>(undefined);
  const inView = useCallback(() => {
    const before = shown.current;
    // Another list begins at its top.
    if (before && !isSameList(before.list, list)) return neededOf(viewAt(0), null, 0);
    return neededOf(view.current, kept.current, before?.creations.length ?? 0);
  }, [list]);
  const { copy, loading, outdated, problem, retry } = useUserRows(list, inView, () => shown.current);
  const look = useLook(list.status, width);
  const buttons = look.gathered ? 1 : ACTIONS_OF[list.status].length;
  const count = copy ? copy.creations.length + copy.total : 0;
  // What is not in force yet has one button, of a word.
  const actionsWidth = Math.max(
    buttons * BUTTON_WIDTH + ACTIONS_PADDING,
    copy && copy.creations.length > 0 ? LOOK_AT_WIDTH : 0,
  );

  if (problem) return <ReadProblem problem={problem} onRetry={retry} />;
  return (
    <>
      {copy && count === 0 ? (
        <div className="user-table-none">{empty(copy.list.search)}</div>
      ) : (
        <div className="user-scroll" ref={scrollerRef} data-outdated={outdated || undefined}>
          <table
            className="user-table"
            aria-label={listName(list.status, t)}
            aria-busy={loading || outdated}
            // All of them and the header, though few are drawn; -1 says that it is not known yet.
            aria-rowcount={loading ? -1 : count + 1}
          >
            <UserTableColumns columns={look.columns} width={width} actionsWidth={actionsWidth} />
            <UserTableHead
              list={list.status}
              look={look}
              sort={list.sort}
              descending={list.descending}
              onSort={onSort}
            />
            {copy ? (
              <UserTableBody
                copy={copy}
                scroller={scroller}
                height={room.height}
                refs={{ start, view, kept, shown }}
                look={look}
                busy={busy}
                onAction={onAction}
              />
            ) : (
              <UserTableSkeleton columns={look.columns.length + 1} />
            )}
          </table>
        </div>
      )}
      <Found copy={copy} />
    </>
  );
});

/** How many were found, said also to who cannot see the list grow shorter. */
function Found({ copy }: { copy: ListCopy | undefined }) {
  const t = useText();
  const complete = useIsComplete();
  return (
    <Text size="xs" c="dimmed" className="user-found" aria-live="polite">
      {copy && copy.list.search !== "" && foundWords(copy.total, complete, t)}
    </Text>
  );
}
