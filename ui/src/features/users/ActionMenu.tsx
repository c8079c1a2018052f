import { Menu, Text } from "@mantine/core";
import { type Ref, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { reasonAgainst } from "../../lib/denials";
import { useText } from "../../lib/text";
import type { UserRow } from "../../lib/types";
import { ACTIONS_OF, actionName, type RowAction, verdictOn } from "./actions";

interface Props {
  row: UserRow;
  busy: boolean;
  onAction: (action: RowAction, row: UserRow) => void;
}

/** The actions of a row where there is no room for their buttons. The menu is made once it is opened. */
export function ActionMenu({ row, busy, onAction }: Props) {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const change = (open: boolean) => {
    // An item that has the focus is gone once the menu is closed; a dialog, too, gives the focus back to the button.
    if (!open && !isElsewhere(button.current)) button.current?.focus();
    setOpened(open);
  };
  const act = (action: RowAction) => {
    button.current?.focus();
    setOpened(false);
    onAction(action, row);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="user-action"
        aria-label={t.label("actions-for", { name: row.fullName })}
        aria-haspopup="menu"
        aria-expanded={opened}
        disabled={busy}
        data-loading={busy || undefined}
        onClick={() => change(!opened)}
      >
        <span className="user-sign" data-sign="more" />
      </button>
      {opened && (
        <Menu
          opened
          onChange={change}
          position="bottom-end"
          width={280}
          withinPortal={false}
          floatingStrategy="fixed"
          withInitialFocusPlaceholder={false}
        >
          <Menu.Target>
            <Standing for={button} />
          </Menu.Target>
          <Menu.Dropdown className="user-menu">
            {ACTIONS_OF[row.user.status].map((action) => (
              <ActionItem key={action} action={action} row={row} onAction={act} />
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}

/** Whether the focus is on something else than the row's menu. */
function isElsewhere(button: HTMLElement | null): boolean {
  const active = document.activeElement;
  return active !== null && active !== document.body && !button?.parentElement?.contains(active);
}

interface StandingProps {
  for: RefObject<HTMLButtonElement | null>;
  /** What the menu says of its target. */
  id?: string;
  "aria-controls"?: string;
  ref?: Ref<HTMLElement>;
}

/** In the place of a target that is there already, so that it need not be made anew, and lose the focus, once the menu is. */
function Standing({ for: button, id, "aria-controls": controls, ref }: StandingProps) {
  useLayoutEffect(() => {
    const target = button.current;
    if (typeof ref === "function") ref(target);
    else if (ref) ref.current = target;
    if (id) target?.setAttribute("id", id);
    if (controls) target?.setAttribute("aria-controls", controls);
    return () => target?.removeAttribute("aria-controls");
  }, [ref, id, controls, button]);
  return null;
}

function ActionItem({
  action,
  row,
  onAction,
}: Omit<Props, "busy" | "onAction"> & { action: RowAction; onAction: (action: RowAction) => void }) {
  const t = useText();
  const reason = reasonAgainst(verdictOn(action, row.actions), t);
  const sign = <span className="user-sign" data-sign={action} />;
  if (reason === null) {
    return (
      <Menu.Item leftSection={sign} onClick={() => onAction(action)}>
        {actionName(action, row, t)}
      </Menu.Item>
    );
  }
  return (
    // Still reached by the arrows, and read with its reason.
    <Menu.Item leftSection={sign} aria-disabled closeMenuOnClick={false}>
      {actionName(action, row, t)}{" "}
      <Text span size="xs" c="dimmed" display="block">
        {reason}
      </Text>
    </Menu.Item>
  );
}
