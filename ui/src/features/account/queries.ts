import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";

export function useAccount() {
  return useQuery({ queryKey: queryKeys.account, queryFn: commands.getAccount });
}

/** Whom to ask: the account's active administrators. */
export function useAdministrators() {
  return useQuery({ queryKey: queryKeys.administrators, queryFn: commands.listAdministrators });
}
