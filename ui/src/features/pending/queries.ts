import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";

/** What the service has not decided yet, and what it refused, in the order in which it was made. */
export function usePendingChanges() {
  return useQuery({
    queryKey: queryKeys.pendingChanges,
    queryFn: commands.listPendingChanges,
    placeholderData: keepPreviousData,
  });
}
