import { useMutation, useQueryClient } from "@tanstack/react-query";
import { invalidateTags } from "../../app/invalidation";
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
