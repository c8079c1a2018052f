import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";

/** How often the list is read again while it is looked at (milliseconds): nothing tells of sessions that begin elsewhere. */
const PACE = 60_000;

/** Where one is signed in, as the service knows it. It is read anew whenever it is opened. */
export function useSessions() {
  return useQuery({
    queryKey: queryKeys.sessions,
    queryFn: commands.listSessions,
    gcTime: 0,
    refetchInterval: PACE,
  });
}
