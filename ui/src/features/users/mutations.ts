import { useMutation, useQueryClient } from "@tanstack/react-query";
import { invalidateTags } from "../../app/invalidation";
import { commands } from "../../lib/commands";
import type { CreateUser, NewUserInformation, RestoreUser, UpdateUser } from "../../lib/types";

/** A command after which the lists of users, and what is pending of them, are read again, also when it was refused: the refusal may be news. */
function useUserMutation<Variables, Data>(run: (variables: Variables) => Promise<Data>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => invalidateTags(queryClient, ["users", "administrators", "pendingChanges"]),
  });
}

/** Whether what is typed of a new user is in order; it changes nothing. */
export function useCheckNewUser() {
  return useMutation({ mutationFn: (information: NewUserInformation) => commands.checkNewUser(information) });
}

export function useCreateUser() {
  return useUserMutation((user: CreateUser) => commands.createUser(user));
}

export function useUpdateUser() {
  return useUserMutation(({ id, version, changes }: { id: string; version: number; changes: UpdateUser }) =>
    commands.updateUser(id, version, changes),
  );
}

export function useRemoveUser() {
  return useUserMutation((id: string) => commands.removeUser(id));
}

export function useRestoreUser() {
  return useUserMutation(({ id, restore }: { id: string; restore: RestoreUser }) => commands.restoreUser(id, restore));
}

export function useUndoRemoval() {
  return useUserMutation((id: string) => commands.undoRemoval(id));
}

export function useDeleteInvitation() {
  return useUserMutation((id: string) => commands.deleteInvitation(id));
}

export function useResendInvitation() {
  return useUserMutation((id: string) => commands.resendInvitation(id));
}

export function useCopyInvitationLink() {
  return useUserMutation((id: string) => commands.copyInvitationLink(id));
}
