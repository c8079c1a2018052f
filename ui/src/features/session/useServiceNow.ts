import { useNow } from "../../lib/useNow";
import { useSyncStatus } from "./queries";

/** The time by the service's clock, anew every minute: for times that the service names, whatever this computer's clock shows. */
export function useServiceNow(): number {
  const ahead = useSyncStatus().data?.serviceAheadSeconds ?? 0;
  return useNow() + ahead * 1_000;
}
