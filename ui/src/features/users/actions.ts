import { unexpected } from "../../lib/never";
import type { Text } from "../../lib/text";
import type { Actions, UserRow, UserStatus, Verdict } from "../../lib/types";

/** What can be done to one user from their row. */
export type RowAction = "edit" | "remove" | "resendInvitation" | "copyInvitationLink" | "deleteInvitation" | "restore";

/** The actions of each list, in the order of their buttons. What a status rules out for everyone is not among them. */
export const ACTIONS_OF: Record<UserStatus, readonly RowAction[]> = {
  active: ["edit", "remove"],
  pending: ["edit", "resendInvitation", "copyInvitationLink", "deleteInvitation"],
  removed: ["restore"],
};

export function verdictOn(action: RowAction, actions: Actions): Verdict {
  return actions[action];
}

/** The button's accessible name, which says whom it is about. */
export function actionName(action: RowAction, { fullName: name }: UserRow, t: Text): string {
  switch (action) {
    case "edit":
      return t.label("edit-name", { name });
    case "remove":
      return t.label("remove-name", { name });
    case "resendInvitation":
      return t.label("resend-name", { name });
    case "copyInvitationLink":
      return t.label("copy-link-name", { name });
    case "deleteInvitation":
      return t.label("delete-invitation-name", { name });
    case "restore":
      return t.label("restore-name", { name });
    default:
      return unexpected(action, action);
  }
}
