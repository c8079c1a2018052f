import type { ReactNode } from "react";
import { formatDateTime, formatRelative } from "../../lib/dates";
import { languageName, roleName } from "../../lib/names";
import type { Text } from "../../lib/text";
import type { UserRow } from "../../lib/types";
import { PendingBadge } from "../pending/PendingBadge";
import { leavingMark } from "../pending/words";
import { type InvitationTone, invitationState } from "./invitationState";

/*
 * A screenful of rows has a hundred cells, drawn anew at each step of scrolling. So they are functions that answer with plain
 * elements: no components with hooks of their own, and signs that are a style rather than a drawing of many elements.
 */

/** Who it is; where the window is too narrow for more columns, also how they sign in. */
export function nameCell(
  row: UserRow,
  { compact, roleShown }: { compact: boolean; roleShown: boolean },
  t: Text,
): ReactNode {
  return (
    <>
      <span className="user-line user-name" title={row.fullName}>
        <span dir="auto" className="user-text">
          {leavingMark(row.pending) ? <del>{row.fullName}</del> : row.fullName}
        </span>
        {row.isSelf && <span className="user-badge">{t("you")}</span>}
        {!roleShown && row.user.role === "administrator" && (
          // A word would take the room that the name needs.
          <span className="user-role" title={t("role-administrator")}>
            <span className="user-sign" data-sign="administrator" />
            <span className="user-heard">{t("role-administrator")}</span>
          </span>
        )}
      </span>
      {(compact || row.pending.length > 0) && (
        <span className="user-line user-second user-marked">
          <PendingBadge marks={row.pending} />
          {compact && (
            <span dir="auto" className="user-text" title={row.user.loginEmail}>
              {row.user.loginEmail}
            </span>
          )}
        </span>
      )}
    </>
  );
}

/** How they sign in, and where mail for them goes. */
export function emailsCell({ user }: UserRow, t: Text): ReactNode {
  return (
    <>
      <span dir="auto" className="user-line user-text" title={user.loginEmail}>
        {user.loginEmail}
      </span>
      {user.communicationEmail !== user.loginEmail && (
        <span className="user-line user-second" title={`${t("communication-email")}: ${user.communicationEmail}`}>
          <span className="user-heard">{t("communication-email")} </span>
          <span className="user-sign" data-sign="mail" />
          <span dir="auto" className="user-text">
            {user.communicationEmail}
          </span>
        </span>
      )}
    </>
  );
}

export function roleCell({ user, actions }: UserRow, t: Text): ReactNode {
  const billing = actions.permissionsVisible && user.permissions.includes("billingManager");
  return (
    <>
      <span className="user-words">{roleName(user.role, t)}</span>
      {billing && (
        <span className="user-badge user-permission" title={t("permission-billing-manager")}>
          {t("permission-billing-manager-short")}
        </span>
      )}
    </>
  );
}

export function languageCell({ user }: UserRow, t: Text): ReactNode {
  const name = languageName(user.language, t);
  return (
    <span className="user-words" lang={user.language} title={name}>
      {name}
    </span>
  );
}

/** How long ago, with the instant itself on pointing at it. */
export function timeCell(instant: string | null, now: number, t: Text): ReactNode {
  if (instant === null) return <span className="user-never">{t("never")}</span>;
  return (
    <time className="user-words" dateTime={instant} title={formatDateTime(instant, t.language)}>
      {formatRelative(instant, t.language, now)}
    </time>
  );
}

export function invitationCell({ user }: UserRow, now: number, t: Text): ReactNode {
  if (!user.invitation) return null;
  const { tone, words, more } = invitationState(user.invitation, now, t);
  return (
    <>
      <span className="user-line invitation" data-tone={tone}>
        <span className="user-sign" data-sign={TONE_SIGNS[tone]} />
        <span className="user-text">{words}</span>
      </span>
      <span className="user-line user-second" title={more}>
        <span dir="auto" className="user-text">
          {more}
        </span>
      </span>
    </>
  );
}

const TONE_SIGNS: Record<InvitationTone, string> = { bad: "alert", sent: "check", waiting: "clock" };
