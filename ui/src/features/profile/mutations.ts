import { useMutation, useQueryClient } from "@tanstack/react-query";
import { invalidateTags } from "../../app/invalidation";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";
import type { UpdateMe } from "../../lib/types";

export function useUpdateMe() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: UpdateMe) => commands.updateMe(changes),
    onSuccess: () => invalidateTags(queryClient, ["me", "users", "administrators"]),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: ({ currentPassword, newPassword }: { currentPassword: string; newPassword: string }) =>
      commands.changePassword(currentPassword, newPassword),
  });
}

export function useEndSession() {
  return useEnding((id: string) => commands.endSession(id));
}

export function useEndOtherSessions() {
  return useEnding(() => commands.endOtherSessions());
}

function useEnding<Ended>(end: (ended: Ended) => Promise<null>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: end,
    // Also when it is refused: then the session may have ended already.
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.sessions }),
  });
}
