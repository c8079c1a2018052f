import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";

/** The account that one is signed in to. While it is read anew, the form with its settings stays as it is. */
export function useAccount() {
  return useQuery({ queryKey: queryKeys.account, queryFn: commands.getAccount, placeholderData: keepPreviousData });
}

/** Whom to ask: the account's active administrators. */
export function useAdministrators() {
  return useQuery({ queryKey: queryKeys.administrators, queryFn: commands.listAdministrators });
}
