import { ConfirmDialog } from "../../components/ConfirmDialog";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { Outcome, UserRow } from "../../lib/types";
import { OfflineNote } from "../session/OfflineNote";
import { useOffline } from "../session/queries";
import { useDeleteInvitation } from "./mutations";

interface Props {
  opened: boolean;
  row: UserRow;
  onClose: () => void;
  onDeleted: (outcome: Outcome, row: UserRow) => void;
}

/** Asks before an invitation is taken back. */
export function DeleteInvitationDialog({ opened, row, onClose, onDeleted }: Props) {
  const t = useText();
  const offline = useOffline();
  const remove = useDeleteInvitation();
  const whom = { address: row.user.communicationEmail };
  return (
    <ConfirmDialog
      opened={opened}
      title={t("delete-invitation-title", { name: row.fullName })}
      confirm={t("delete-invitation")}
      dangerous
      busy={remove.isPending}
      problem={remove.error ? wordRefusal(remove.error, t) : null}
      onConfirm={() => remove.mutate(row.user.id, { onSuccess: (outcome) => onDeleted(outcome, row) })}
      onClose={onClose}
    >
      {offline ? t("delete-invitation-explained-offline", whom) : t("delete-invitation-explained", whom)}
      <OfflineNote />
    </ConfirmDialog>
  );
}
