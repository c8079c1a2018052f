import { useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import type { UserList } from "../../app/queryKeys";
import { useText } from "../../lib/text";
import type { SortKey } from "../../lib/types";
import { useServiceNow } from "../session/useServiceNow";
import { columnsOf, features, isCompact, isRoleShown, type Line, visibilityAt } from "./columns";
import type { Sorting } from "./lists";

/** The columns there is room for, over lines that are sorted already. */
export function useUserColumns(list: UserList, lines: Line[], width: number, onSort: (sorting: Sorting) => void) {
  const t = useText();
  const now = useServiceNow();
  const compact = isCompact(width);
  const roleShown = isRoleShown(width, list.status);
  const columns = useMemo(
    () => columnsOf(list.status, { now, compact, roleShown, t }),
    [list.status, now, compact, roleShown, t],
  );
  const sorting = [{ id: list.sort, desc: list.descending }];
  return useTable({
    features,
    columns,
    data: lines,
    getRowId: (line) => line.key,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    sortDescFirst: false,
    state: { sorting, columnVisibility: visibilityAt(width, list.status) },
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update(sorting) : update;
      if (next) onSort({ sort: next.id as SortKey, descending: next.desc });
    },
  });
}
