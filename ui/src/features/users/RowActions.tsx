import { ActionIcon, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconLink, IconMailForward, IconPencil, IconTrash, IconUserUp } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { reasonAgainst } from "../../lib/denials";
import { useText } from "../../lib/text";
import type { UserRow } from "../../lib/types";
import { ACTIONS_OF, actionName, type RowAction, verdictOn } from "./actions";

const ICONS: Record<RowAction, ReactNode> = {
  edit: <IconPencil size={17} stroke={1.7} aria-hidden />,
  remove: <IconTrash size={17} stroke={1.7} aria-hidden />,
  resendInvitation: <IconMailForward size={17} stroke={1.7} aria-hidden />,
  copyInvitationLink: <IconLink size={17} stroke={1.7} aria-hidden />,
  deleteInvitation: <IconTrash size={17} stroke={1.7} aria-hidden />,
  restore: <IconUserUp size={17} stroke={1.7} aria-hidden />,
};

interface Props {
  row: UserRow;
  busy: RowAction | null;
  onAction: (action: RowAction, row: UserRow) => void;
}

/** The buttons at the end of a row. What may not be done stays in its place, and says why not. */
export function RowActions({ row, busy, onAction }: Props) {
  return (
    <div className="user-actions">
      {ACTIONS_OF[row.user.status].map((action) => (
        <ActionButton key={action} action={action} row={row} busy={busy === action} onAction={onAction} />
      ))}
    </div>
  );
}

interface ButtonProps {
  action: RowAction;
  row: UserRow;
  busy: boolean;
  onAction: Props["onAction"];
}

function ActionButton({ action, row, busy, onAction }: ButtonProps) {
  const t = useText();
  const id = useId();
  const name = actionName(action, row, t);
  const reason = reasonAgainst(verdictOn(action, row.actions), t);
  const common = { variant: "subtle", color: "gray", "aria-label": name, children: ICONS[action] } as const;
  if (reason === null) {
    return <ActionIcon {...common} title={name} loading={busy} onClick={() => onAction(action, row)} />;
  }
  return (
    <>
      <Tooltip label={reason} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
        {/* Still reached by Tab: a reason nobody can get to is none. */}
        <ActionIcon {...common} aria-disabled data-disabled aria-describedby={id} />
      </Tooltip>
      <VisuallyHidden id={id}>{reason}</VisuallyHidden>
    </>
  );
}
