import { Tooltip } from "@mantine/core";
import { memo, useId, useRef, useState } from "react";
import { reasonAgainst } from "../../lib/denials";
import { ACTION } from "../../lib/focus";
import type { UserRow } from "../../lib/types";
import { ActionMenu } from "./ActionMenu";
import { ACTIONS_OF, actionName, type RowAction, verdictOn } from "./actions";
import type { Look } from "./useLook";

interface Props {
  row: UserRow;
  look: Look;
  busy: RowAction | null;
  onAction: (action: RowAction, row: UserRow) => void;
}

/** The buttons at the end of a row. What may not be done stays in its place, and says why not. */
export const RowActions = memo(function RowActions({ row, look, busy, onAction }: Props) {
  const { t } = look;
  return (
    <div className="user-actions">
      {look.gathered ? (
        <ActionMenu row={row} busy={busy !== null} onAction={onAction} />
      ) : (
        ACTIONS_OF[row.user.status].map((action) => {
          const name = actionName(action, row, t);
          const reason = reasonAgainst(verdictOn(action, row.actions), t);
          if (reason !== null) return <DeniedAction key={action} action={action} name={name} reason={reason} />;
          return (
            <button
              key={action}
              type="button"
              className="user-action"
              {...{ [ACTION]: action }}
              aria-label={name}
              title={name}
              disabled={busy === action}
              data-loading={busy === action || undefined}
              onClick={() => onAction(action, row)}
            >
              <span className="user-sign" data-sign={action} />
            </button>
          );
        })
      )}
    </div>
  );
});

/** Still reached by Tab: a reason nobody can get to is none. It is drawn over the list only once it is looked at. */
function DeniedAction({ action, name, reason }: { action: RowAction; name: string; reason: string }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [looked, setLooked] = useState({ pointed: false, focused: false });
  return (
    <>
      <button
        ref={button}
        type="button"
        className="user-action"
        {...{ [ACTION]: action }}
        aria-label={name}
        aria-disabled
        aria-describedby={id}
        onPointerEnter={() => setLooked((now) => ({ ...now, pointed: true }))}
        onPointerLeave={() => setLooked((now) => ({ ...now, pointed: false }))}
        onFocus={() => setLooked((now) => ({ ...now, focused: true }))}
        onBlur={() => setLooked((now) => ({ ...now, focused: false }))}
      >
        <span className="user-sign" data-sign={action} />
      </button>
      {(looked.pointed || looked.focused) && <Tooltip target={button} label={reason} multiline maw={280} opened />}
      <span id={id} className="user-heard">
        {reason}
      </span>
    </>
  );
}
