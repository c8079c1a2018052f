import { useMutation, useQueryClient } from "@tanstack/react-query";
import { invalidateTags } from "../../app/invalidation";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";
import type { UpdateAccount } from "../../lib/types";

export function useUpdateAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: UpdateAccount) => commands.updateAccount(changes),
    onSuccess: (account) => {
      queryClient.setQueryData(queryKeys.account, account);
      invalidateTags(queryClient, ["me"]);
    },
  });
}
