import { Text } from "@mantine/core";
import { useMergedRef, useResizeObserver } from "@mantine/hooks";
import { type ReactNode, useRef } from "react";
import type { UserList } from "../../app/queryKeys";
import { ReadProblem } from "../../components/ReadProblem";
import { useText } from "../../lib/text";
import type { UserRow } from "../../lib/types";
import { ACTIONS_OF, type RowAction } from "./actions";
import { isNarrow } from "./columns";
import { foundWords } from "./found";
import { listName, type Sorting } from "./lists";
import { type UserRows, useIsComplete } from "./queries";
import { UserTableBody, UserTableSkeleton } from "./UserTableBody";
import { UserTableColumns, UserTableHead } from "./UserTableHead";
import { useUserColumns } from "./useUserColumns";
import { useUsersInView } from "./useUsersInView";
import "./UserTable.css";

const BUTTON_WIDTH = 32;
const ACTIONS_PADDING = 20;
const LOOK_AT_WIDTH = 92;

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
  const scroller = useRef<HTMLDivElement>(null);
  const [measured, room] = useResizeObserver();
  // Of what is within the borders and beside a scrollbar that takes room.
  const width = room.right - room.left;
  const scrollerRef = useMergedRef(scroller, measured);
  const { users, lines, gaps, gapAfter, keepPlace, keepScrolled } = useUsersInView(list, scroller);
  const table = useUserColumns(list, lines, width, onSort);
  const gathered = isNarrow(width) && ACTIONS_OF[list.status].length > 1;
  const buttons = gathered ? 1 : ACTIONS_OF[list.status].length;
  // What is not in force yet has one button, of a word.
  const actionsWidth = Math.max(
    buttons * BUTTON_WIDTH + ACTIONS_PADDING,
    users.creations.length > 0 ? LOOK_AT_WIDTH : 0,
  );

  if (users.problem) return <ReadProblem problem={users.problem} onRetry={users.retry} />;
  const none = !users.loading && users.total + users.creations.length === 0;
  return (
    <>
      {none ? (
        <div className="user-table-none">{empty}</div>
      ) : (
        <div
          className="user-scroll"
          ref={scrollerRef}
          data-outdated={users.outdated || undefined}
          onScroll={({ currentTarget }) => keepScrolled(currentTarget.scrollTop)}
        >
          <table
            className="user-table"
            aria-label={listName(list.status, t)}
            aria-busy={users.loading || users.outdated}
            // All of them and the header, though few are drawn; -1 says that it is not known yet.
            aria-rowcount={users.loading ? -1 : users.total + users.creations.length + 1}
          >
            <UserTableColumns table={table} width={width} actionsWidth={actionsWidth} />
            <UserTableHead table={table} />
            {users.loading ? (
              <UserTableSkeleton columns={table.getVisibleLeafColumns().length + 1} />
            ) : (
              <UserTableBody
                table={table}
                gaps={gaps}
                gapAfter={gapAfter}
                gathered={gathered}
                busy={busy}
                onAction={onAction}
                onPlace={keepPlace}
              />
            )}
          </table>
        </div>
      )}
      <Found search={list.search} users={users} />
    </>
  );
}

/** How many were found, said also to who cannot see the list grow shorter. */
function Found({ search, users }: { search: string; users: UserRows }) {
  const t = useText();
  const complete = useIsComplete();
  const known = search !== "" && !users.loading && !users.outdated;
  return (
    <Text size="xs" c="dimmed" className="user-found" aria-live="polite">
      {known && foundWords(users.total, complete, t)}
    </Text>
  );
}
