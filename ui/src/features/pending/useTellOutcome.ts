import { notifyDone, notifyProblem, notifySaved } from "../../components/notify";
import { commands } from "../../lib/commands";
import { useText } from "../../lib/text";
import type { Outcome, PendingChange, UserRow } from "../../lib/types";
import { couldBeRepeated } from "../users/undoHolds";
import { useRepeatChange, useWithdrawPendingChange } from "./mutations";
import { usePendingPanel } from "./panel";
import { savedNotice } from "./useSavedNotices";
import { changeTitle, needsAttention } from "./words";

/** Says what became of a command: that it is done, or that it waits on this computer. */
export function useTellOutcome() {
  const t = useText();
  const panel = usePendingPanel();
  const withdraw = useWithdrawPendingChange();
  const repeat = useRepeatChange();

  const tell = (outcome: Outcome, done: (row: UserRow | null) => void): void => {
    if (outcome.kind === "done") done(outcome.row);
    else if (needsAttention(outcome.change.state)) panel.open(outcome.change.id);
    else tellSaved(outcome.change);
  };
  const tellSaved = (change: PendingChange) =>
    notifySaved(
      {
        id: savedNotice(change.id),
        title: changeTitle(change, t),
        message: t("saved-here"),
        actions: [
          { name: t("show"), run: () => panel.open(change.id) },
          { name: t("withdraw"), run: () => withdrawWithUndo(change.id) },
        ],
      },
      t,
    );
  const withdrawWithUndo = (id: string): void =>
    withdraw.mutate(id, {
      onSuccess: (change) => void offerAgain(change),
      onError: (refused) => notifyProblem(refused, t),
    });
  const offerAgain = async (change: PendingChange) => {
    const { edit } = change;
    const row = edit.action === "create" ? null : await commands.getUser(edit.id).catch(() => null);
    notifyDone(
      {
        title: changeTitle(change, t),
        message: t("withdrawn"),
        actions: [{ name: t("undo"), run: () => undo(change) }],
        holds: () => couldBeRepeated(change, row?.user.version ?? null),
      },
      t,
    );
  };
  const undo = (change: PendingChange) =>
    repeat.mutate(change.edit, {
      onSuccess: (outcome) => tell(outcome, () => tellDone(change)),
      onError: (refused) => notifyProblem(refused, t),
    });
  const tellDone = (change: PendingChange) =>
    notifyDone({ title: changeTitle(change, t), message: t("in-force-now") }, t);

  return { tell, tellDone, withdraw: withdrawWithUndo };
}
