import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";

/** The accounts on this computer, those included that one has to sign in to again. */
export function useAccounts() {
  return useQuery({ queryKey: queryKeys.accounts, queryFn: commands.listAccounts });
}
