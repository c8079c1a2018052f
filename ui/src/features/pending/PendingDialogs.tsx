import type { ReactNode } from "react";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { unexpected } from "../../lib/never";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { Outcome, PendingChange, UserRow } from "../../lib/types";
import { CreateUserDialog } from "../users/CreateUserDialog";
import { EditUserDialog } from "../users/EditUserDialog";
import { useUser } from "../users/queries";
import { RestoreUserDialog } from "../users/RestoreUserDialog";
import { ConflictDialog } from "./ConflictDialog";
import { useWithdrawPendingChange } from "./mutations";
import { useTellOutcome } from "./useTellOutcome";
import { changeTitle } from "./words";

export interface PendingDialog {
  kind: "correct" | "choose" | "drop";
  change: PendingChange;
}

interface Props extends PendingDialog {
  onClose: () => void;
}

/** What is asked about a pending change, above the panel. */
export function PendingDialogs({ kind, change, onClose }: Props) {
  switch (kind) {
    case "correct":
      return <CorrectDialog change={change} onClose={onClose} />;
    case "choose":
      return <ConflictDialog change={change} onClose={onClose} />;
    case "drop":
      return <DropDialog change={change} onClose={onClose} />;
    default:
      return unexpected(kind, null);
  }
}

type DialogProps = Omit<Props, "kind">;

/** The form in which the change was made, with what was typed and what the service said of it. */
function CorrectDialog({ change, onClose }: DialogProps) {
  const outcome = useTellOutcome();
  const frame = {
    opened: true,
    onClose,
    revising: change,
  };
  const onDone = (became: Outcome) => {
    onClose();
    outcome.tell(became, () => outcome.tellDone(change));
  };
  const { edit } = change;
  switch (edit.action) {
    case "create":
      return <CreateUserDialog {...frame} onCreated={onDone} />;
    case "update":
      return <OfUser id={edit.id}>{(row) => <EditUserDialog {...frame} row={row} onSaved={onDone} />}</OfUser>;
    case "restore":
      return <OfUser id={edit.id}>{(row) => <RestoreUserDialog {...frame} row={row} onRestored={onDone} />}</OfUser>;
    case "remove":
    case "resendInvitation":
    case "deleteInvitation":
      return null;
    default:
      return unexpected(edit, null);
  }
}

/** Waits for the record that a form is about. */
function OfUser({ id, children }: { id: string; children: (row: UserRow) => ReactNode }) {
  const row = useUser(id).data;
  return row ? children(row) : null;
}

/** Asks before a change is forgotten. */
function DropDialog({ change, onClose }: DialogProps) {
  const t = useText();
  const withdraw = useWithdrawPendingChange();
  return (
    <ConfirmDialog
      opened
      title={t("drop-title")}
      confirm={t("discard")}
      dangerous
      busy={withdraw.isPending}
      problem={withdraw.error ? wordRefusal(withdraw.error, t) : null}
      onConfirm={() => withdraw.mutate(change.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      {t("drop-explained", { change: changeTitle(change, t) })}
    </ConfirmDialog>
  );
}
