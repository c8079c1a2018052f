import { notifyDone, notifyProblem } from "../../components/notify";
import { commands } from "../../lib/commands";
import { focusRowOf } from "../../lib/focus";
import { type Text, useText } from "../../lib/text";
import type { Outcome, RemovalUndone, UserRow } from "../../lib/types";
import { useTellOutcome } from "../pending/useTellOutcome";
import { useCreateUser, useRestoreUser, useUndoRemoval } from "./mutations";
import { isAsLeft, isStillUninvited } from "./undoHolds";

/**
 * For how long a removal can be undone (milliseconds): a little less than the service allows, the 60 s of `REMOVAL_UNDO_TTL` in
 * crates/domain, since the answer takes its time.
 */
const REMOVAL_UNDO = 55_000;

/**
 * Taking back a removal or a deletion.
 *
 * Whoever was removed has their access back as it was, as long as the service allows; a deleted invitation is followed by another
 * one. The notifications say so.
 */
export function useUndo() {
  const t = useText();
  const create = useCreateUser();
  const restore = useRestoreUser();
  const undoRemoval = useUndoRemoval();
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

  const giveBack = ({ fullName: name, user }: UserRow) =>
    undoRemoval.mutate(user.id, {
      onSuccess: (undone) => {
        focusRowOf(user.id);
        notifyDone(wordUndone(undone, name, t), t);
      },
      onError: (refused) => notifyProblem(refused, t),
    });

  return {
    tellInvited,
    tellSentAgain,
    offerAfterRemoval: (row: UserRow) =>
      notifyDone(
        {
          title: t("removed-title", { name: row.fullName }),
          message: t("removed-undo-explained"),
          actions: [{ name: t("undo"), run: () => giveBack(row) }],
          holds: () => isAsLeft(row),
          stay: REMOVAL_UNDO,
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

function wordUndone(undone: RemovalUndone, name: string, t: Text) {
  return undone.kind === "withdrawn"
    ? { title: t("removal-withdrawn-title", { name }), message: t("removal-withdrawn") }
    : { title: t("access-back-title", { name }), message: t("access-back") };
}
