import type { ComponentProps } from "react";
import { unexpected } from "../../lib/never";
import { usePendingChanges } from "../pending/queries";
import { CopyLinkDialog } from "./CopyLinkDialog";
import { CreateUserDialog } from "./CreateUserDialog";
import { DeleteInvitationDialog } from "./DeleteInvitationDialog";
import { EditUserDialog } from "./EditUserDialog";
import { InvitationLinkDialog } from "./InvitationLinkDialog";
import { RemoveUserDialog } from "./RemoveUserDialog";
import { RestoreUserDialog } from "./RestoreUserDialog";
import type { useRowActions } from "./useRowActions";

type Props = Pick<ReturnType<typeof useRowActions>, "dialogs" | "open" | "close" | "done">;

/** The one dialog of User Management that is open, if any. */
export function UserDialogs({ dialogs: { current, opened, turn }, open, close, done }: Props) {
  if (!current) return null;
  const frame = { opened, onClose: close };
  switch (current.kind) {
    case "create":
      return (
        <CreateUserDialog
          key={turn}
          {...frame}
          onCreated={done.created}
          onRestore={(row) => open({ kind: "restore", row })}
        />
      );
    case "edit":
      return <EditOfRow key={turn} {...frame} row={current.row} onSaved={done.saved} />;
    case "remove":
      return <RemoveUserDialog key={turn} {...frame} row={current.row} onRemoved={done.removed} />;
    case "deleteInvitation":
      return <DeleteInvitationDialog key={turn} {...frame} row={current.row} onDeleted={done.invitationDeleted} />;
    case "restore":
      return <RestoreUserDialog key={turn} {...frame} row={current.row} onRestored={done.created} />;
    case "copyInvitationLink":
      return (
        <CopyLinkDialog
          key={turn}
          {...frame}
          row={current.row}
          onCopied={(link) => open({ kind: "link", row: current.row, link })}
        />
      );
    case "link":
      return <InvitationLinkDialog key={turn} {...frame} fullName={current.row.fullName} link={current.link} />;
    default:
      return unexpected(current, null);
  }
}

/** Goes on from an edit of the same user that waits to be sent, where there is one. */
function EditOfRow(props: ComponentProps<typeof EditUserDialog>) {
  const mark = props.row.pending.find(({ action, state }) => action === "update" && state === "waiting");
  const changes = usePendingChanges().data;
  if (mark && !changes) return null;
  const waiting = changes?.find(({ id, state }) => id === mark?.id && state === "waiting");
  return <EditUserDialog {...props} {...(waiting && { waiting })} />;
}
