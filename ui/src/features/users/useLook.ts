import { useMemo } from "react";
import { useText } from "../../lib/text";
import type { UserStatus } from "../../lib/types";
import { useServiceNow } from "../session/useServiceNow";
import { ACTIONS_OF } from "./actions";
import { type CellContext, type ColumnId, columnsOf, isCompact, isNarrow, isRoleShown } from "./columns";

/** How all rows of a list look: another one when they are to be drawn anew. */
export interface Look extends CellContext {
  columns: readonly ColumnId[];
  /** The buttons of a row are gathered in a menu. */
  gathered: boolean;
}

/** How the rows of a list look in a table of that width (pixels; 0 while it is not measured). */
export function useLook(list: UserStatus, width: number): Look {
  const t = useText();
  const now = useServiceNow();
  const shown = columnsOf(list, width).join();
  const compact = isCompact(width);
  const roleShown = isRoleShown(width, list);
  const gathered = isNarrow(width) && ACTIONS_OF[list].length > 1;
  return useMemo(
    () => ({ columns: shown.split(",") as ColumnId[], now, compact, roleShown, gathered, t }),
    [shown, now, compact, roleShown, gathered, t],
  );
}
