import { useState } from "react";
import { notifyDone, notifyProblem } from "../../components/notify";
import { unexpected } from "../../lib/never";
import { useText } from "../../lib/text";
import type { InvitationLink, Outcome, UserRow } from "../../lib/types";
import { useTellOutcome } from "../pending/useTellOutcome";
import type { RowAction } from "./actions";
import { useCopyInvitationLink, useResendInvitation } from "./mutations";
import { useUndo } from "./useUndo";

/** The dialog that is open, and whom it is about. */
export type OpenDialog =
  | { kind: "create" }
  | { kind: "edit" | "remove" | "deleteInvitation" | "copyInvitationLink" | "restore"; row: UserRow }
  | { kind: "link"; row: UserRow; link: InvitationLink };

interface Dialogs {
  /** The last one opened; it stays, closed, until the next. */
  current: OpenDialog | null;
  opened: boolean;
  /** Grows with each opening, so that a dialog never begins with what was typed in an earlier one. */
  turn: number;
}

/** What the buttons of a row do: open a dialog, or act at once where nothing is lost by it. */
export function useRowActions() {
  const t = useText();
  const undo = useUndo();
  const outcome = useTellOutcome();
  const resend = useResendInvitation();
  const copyLink = useCopyInvitationLink();
  const [dialogs, setDialogs] = useState<Dialogs>({ current: null, opened: false, turn: 0 });
  const [busy, setBusy] = useState<{ id: string; action: RowAction } | null>(null);

  const open = (current: OpenDialog) => setDialogs(({ turn }) => ({ current, opened: true, turn: turn + 1 }));
  const close = () => setDialogs((dialogs) => ({ ...dialogs, opened: false }));

  /** Runs an action that needs no dialog, its button turning meanwhile. */
  const run = async <Done,>(action: RowAction, row: UserRow, act: () => Promise<Done>, then: (done: Done) => void) => {
    setBusy({ id: row.user.id, action });
    try {
      then(await act());
    } catch (refused) {
      notifyProblem(refused, t, { id: row.user.id, name: row.fullName });
    } finally {
      setBusy(null);
    }
  };

  const onAction = (action: RowAction, row: UserRow): void => {
    switch (action) {
      case "edit":
      case "remove":
      case "deleteInvitation":
      case "restore":
        open({ kind: action, row });
        break;
      case "resendInvitation":
        void run(
          action,
          row,
          () => resend.mutateAsync(row.user.id),
          (became) => outcome.tell(became, (resent) => resent && undo.tellSentAgain(resent)),
        );
        break;
      case "copyInvitationLink":
        if (isLinkInForce(row)) {
          open({ kind: action, row });
          break;
        }
        void run(
          action,
          row,
          () => copyLink.mutateAsync(row.user.id),
          (link) => open({ kind: "link", row, link }),
        );
        break;
      default:
        unexpected(action, undefined);
    }
  };

  /** After a dialog has done its work. */
  const finish = (became: Outcome, done: (row: UserRow | null) => void) => {
    close();
    outcome.tell(became, done);
  };
  const done = {
    created: (became: Outcome) => finish(became, (row) => row && undo.tellInvited(row)),
    saved: (became: Outcome) =>
      finish(became, (row) => row && notifyDone({ message: t("user-saved", { name: row.fullName }) }, t)),
    removed: (became: Outcome) => finish(became, (row) => row && undo.offerAfterRemoval(row)),
    invitationDeleted: (became: Outcome, row: UserRow) => finish(became, () => undo.offerAfterDeletion(row)),
  };

  return { dialogs, open, close, busy, onAction, done };
}

/** Whether the link that was mailed would be lost by a new one. */
function isLinkInForce({ user: { invitation } }: UserRow): boolean {
  return invitation !== null && !invitation.expired && invitation.delivery !== "failed";
}
