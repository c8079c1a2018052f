import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";

/** Where one stands between first start and work. */
export function useStatus() {
  return useQuery({ queryKey: queryKeys.status, queryFn: commands.getStatus });
}

/** Whether the service cannot be reached, so that what is done waits on this computer. */
export function useOffline(): boolean {
  return useSyncStatus().data?.state === "offline";
}

/** How this computer's copy compares to the service. */
export function useSyncStatus() {
  return useQuery({ queryKey: queryKeys.sync, queryFn: commands.getSyncStatus });
}
