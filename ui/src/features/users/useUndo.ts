import { notifyDone, notifyProblem } from "../../components/notify";
import { commands } from "../../lib/commands";
import { focusRowOf } from "../../lib/focus";
import { useText } from "../../lib/text";
import type { Outcome, UserRow } from "../../lib/types";
import { useTellOutcome } from "../pending/useTellOutcome";
import { isAsLeft, isStillUninvited } from "./lastWord";
import { useCreateUser, useRestoreUser } from "./mutations";

/**
 * Taking back a removal or a deletion.
 *
 * Neither is undone without a trace: whoever was removed is invited anew, and a deleted invitation is followed by
 * another one. The notifications say so.
 */
export function useUndo() {
  const t = useText();
  const create = useCreateUser();
  const restore = useRestoreUser();
  const outcome = useTellOutcome();

  const tellInvited = ({ fullName, user }: UserRow) =>
    notifyDone(
      {
        title: t("invited-title", { name: fullName }),
        message: t("invited", { address: user.communicationEmail }),
      },
      t,
    );
  const tellSentAgain = ({ fullName, user }: UserRow) =>
    notifyDone({ title: fullName, message: t("invitation-sent-again", { address: user.communicationEmail }) }, t);
  const attempt = (act: () => Promise<Outcome>) =>
    void act().then(
      (became) => {
        if (became.kind === "done" && became.row) focusRowOf(became.row.user.id);
        outcome.tell(became, (row) => row && tellInvited(row));
      },
      (refused: unknown) => notifyProblem(refused, t),
    );

  const invitedAnew = ({ user }: UserRow) =>
    restore.mutateAsync({ id: user.id, restore: { role: user.role, permissions: user.permissions } });
  const anotherInvitation = async (row: UserRow) => {
    const { firstName, lastName, loginEmail, communicationEmail, language, role, permissions } = row.user;
    // Deleting the invitation of someone who had been removed before leaves their record: that one is invited anew.
    const left = await commands.getUser(row.user.id);
    if (left) return invitedAnew(row);
    return create.mutateAsync({ firstName, lastName, loginEmail, communicationEmail, language, role, permissions });
  };

  return {
    tellInvited,
    tellSentAgain,
    offerAfterRemoval: (row: UserRow) =>
      notifyDone(
        {
          title: t("removed-title", { name: row.fullName }),
          message: t("removed-undo-explained"),
          actions: [{ name: t("undo"), run: () => attempt(() => invitedAnew(row)) }],
          holds: () => isAsLeft(row),
        },
        t,
      ),
    offerAfterDeletion: (row: UserRow) =>
      notifyDone(
        {
          title: t("invitation-deleted-title", { name: row.fullName }),
          message: t("invitation-deleted-undo-explained"),
          actions: [{ name: t("undo"), run: () => attempt(() => anotherInvitation(row)) }],
          holds: () => isStillUninvited(row),
        },
        t,
      ),
  };
}
