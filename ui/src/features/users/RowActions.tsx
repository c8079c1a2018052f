import { ActionIcon, Menu, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconDots, IconLink, IconMailForward, IconPencil, IconTrash, IconUserUp } from "@tabler/icons-react";
import { type ReactNode, useId, useRef } from "react";
import { reasonAgainst } from "../../lib/denials";
import { ACTION } from "../../lib/focus";
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
  /** In a menu, where there is no room for them all. */
  gathered: boolean;
  busy: RowAction | null;
  onAction: (action: RowAction, row: UserRow) => void;
}

/** The buttons at the end of a row. What may not be done stays in its place, and says why not. */
export function RowActions({ row, gathered, busy, onAction }: Props) {
  if (gathered) return <ActionMenu row={row} busy={busy} onAction={onAction} />;
  return (
    <div className="user-actions">
      {ACTIONS_OF[row.user.status].map((action) => (
        <ActionButton key={action} action={action} row={row} busy={busy === action} onAction={onAction} />
      ))}
    </div>
  );
}

function ActionMenu({ row, busy, onAction }: Omit<Props, "gathered">) {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  const act = (action: RowAction) => {
    // The item is gone once a dialog opens; what the dialog gives the focus back to is the button.
    button.current?.focus();
    onAction(action, row);
  };
  return (
    <div className="user-actions">
      <Menu
        position="bottom-end"
        width={280}
        withinPortal={false}
        floatingStrategy="fixed"
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            loading={busy !== null}
            aria-label={t.label("actions-for", { name: row.fullName })}
          >
            <IconDots size={17} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className="user-menu">
          {ACTIONS_OF[row.user.status].map((action) => (
            <ActionItem key={action} action={action} row={row} onAction={act} />
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function ActionItem({ action, row, onAction }: Omit<ButtonProps, "busy">) {
  const t = useText();
  const reason = reasonAgainst(verdictOn(action, row.actions), t);
  if (reason === null) {
    return (
      <Menu.Item leftSection={ICONS[action]} onClick={() => onAction(action, row)}>
        {actionName(action, row, t)}
      </Menu.Item>
    );
  }
  return (
    // Still reached by the arrows, and read with its reason.
    <Menu.Item leftSection={ICONS[action]} aria-disabled closeMenuOnClick={false}>
      {actionName(action, row, t)}{" "}
      <Text span size="xs" c="dimmed" display="block">
        {reason}
      </Text>
    </Menu.Item>
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
  const common = { variant: "subtle", color: "gray", "aria-label": name, [ACTION]: action, children: ICONS[action] };
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
