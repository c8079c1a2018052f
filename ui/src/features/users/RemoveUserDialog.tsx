import { ConfirmDialog } from "../../components/ConfirmDialog";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { Outcome, UserRow } from "../../lib/types";
import { OfflineNote } from "../session/OfflineNote";
import { useOffline } from "../session/queries";
import { useRemoveUser } from "./mutations";

interface Props {
  opened: boolean;
  row: UserRow;
  onClose: () => void;
  onRemoved: (outcome: Outcome) => void;
}

/** Asks before an active user loses their access. */
export function RemoveUserDialog({ opened, row, onClose, onRemoved }: Props) {
  const t = useText();
  const offline = useOffline();
  const remove = useRemoveUser();
  const whom = { name: row.fullName, address: row.user.loginEmail };
  return (
    <ConfirmDialog
      opened={opened}
      title={t("remove-title", { name: row.fullName })}
      confirm={t("remove")}
      dangerous
      busy={remove.isPending}
      problem={remove.error ? wordRefusal(remove.error, t) : null}
      onConfirm={() => remove.mutate(row.user.id, { onSuccess: onRemoved })}
      onClose={onClose}
    >
      {offline ? t("remove-explained-offline", whom) : t("remove-explained", whom)}
      <OfflineNote />
    </ConfirmDialog>
  );
}
