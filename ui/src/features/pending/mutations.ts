import { useMutation, useQueryClient } from "@tanstack/react-query";
import { invalidateTags } from "../../app/invalidation";
import { commands } from "../../lib/commands";
import { unexpected } from "../../lib/never";
import { Refusal } from "../../lib/refusal";
import type { Outcome, PendingEdit } from "../../lib/types";

/** A command after which the pending changes and the lists that show them are read again, also when it was refused. */
function usePendingMutation<Variables, Data>(run: (variables: Variables) => Promise<Data>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => invalidateTags(queryClient, ["pendingChanges", "users", "administrators"]),
  });
}

export function useWithdrawPendingChange() {
  return usePendingMutation((id: string) => commands.withdrawPendingChange(id));
}

/** Other words for a change: corrected, chosen between, or the same once more. */
export function useRevisePendingChange() {
  return usePendingMutation(({ id, edit }: { id: string; edit: PendingEdit }) =>
    commands.revisePendingChange(id, edit),
  );
}

/** Asks anew for what was withdrawn. */
export function useRepeatChange() {
  return usePendingMutation(repeat);
}

async function repeat(edit: PendingEdit): Promise<Outcome> {
  switch (edit.action) {
    case "create":
      return commands.createUser(edit.user);
    case "update": {
      const row = await commands.getUser(edit.id);
      if (!row) throw gone();
      return commands.updateUser(edit.id, row.user.version, edit.changes);
    }
    case "remove":
      return commands.removeUser(edit.id);
    case "restore":
      return commands.restoreUser(edit.id, edit.restore);
    case "resendInvitation":
      return commands.resendInvitation(edit.id);
    case "deleteInvitation":
      return commands.deleteInvitation(edit.id);
    default:
      return unexpected(edit, Promise.reject(gone()));
  }
}

function gone(): Refusal {
  return new Refusal({
    kind: "problem",
    code: "not-found",
    desktopCode: null,
    detail: "The user is no longer there.",
    errors: [],
    current: null,
  });
}
