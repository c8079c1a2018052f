import { Badge, Text, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClock, IconMail, IconShieldHalf } from "@tabler/icons-react";
import { formatDateTime, formatRelative } from "../../lib/dates";
import { languageName, roleName } from "../../lib/names";
import { useText } from "../../lib/text";
import type { UserRow } from "../../lib/types";
import { PendingBadge } from "../pending/PendingBadge";
import { leavingMark } from "../pending/words";
import { type InvitationTone, invitationState } from "./invitationState";

interface CellProps {
  row: UserRow;
}

interface NameProps extends CellProps {
  compact: boolean;
  roleShown: boolean;
}

/** Who it is; where the window is too narrow for more columns, also how they sign in. */
export function NameCell({ row, compact, roleShown }: NameProps) {
  const t = useText();
  return (
    <>
      <span className="user-line user-name" title={row.fullName}>
        <span dir="auto" className="user-text">
          {leavingMark(row.pending) ? <del>{row.fullName}</del> : row.fullName}
        </span>
        {row.isSelf && (
          <Badge size="sm" variant="default" className="user-badge">
            {t("you")}
          </Badge>
        )}
        {!roleShown && row.user.role === "administrator" && (
          <span className="user-role" title={t("role-administrator")}>
            {/* A word would take the room that the name needs. */}
            <IconShieldHalf size={15} aria-hidden />
            <VisuallyHidden>{t("role-administrator")}</VisuallyHidden>
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
export function EmailsCell({ row: { user } }: CellProps) {
  const t = useText();
  return (
    <>
      <span dir="auto" className="user-line user-text" title={user.loginEmail}>
        {user.loginEmail}
      </span>
      {user.communicationEmail !== user.loginEmail && (
        <span className="user-line user-second" title={`${t("communication-email")}: ${user.communicationEmail}`}>
          <VisuallyHidden>{t("communication-email")} </VisuallyHidden>
          <IconMail size={13} aria-hidden className="user-mail" />
          <span dir="auto" className="user-text">
            {user.communicationEmail}
          </span>
        </span>
      )}
    </>
  );
}

export function RoleCell({ row: { user, actions } }: CellProps) {
  const t = useText();
  const billing = actions.permissionsVisible && user.permissions.includes("billingManager");
  return (
    <>
      <span className="user-words">{roleName(user.role, t)}</span>
      {billing && (
        <Badge
          size="sm"
          variant="light"
          radius="sm"
          className="user-permission"
          title={t("permission-billing-manager")}
        >
          {t("permission-billing-manager-short")}
        </Badge>
      )}
    </>
  );
}

export function LanguageCell({ row: { user } }: CellProps) {
  const t = useText();
  const name = languageName(user.language, t);
  return (
    <span className="user-words" lang={user.language} title={name}>
      {name}
    </span>
  );
}

/** How long ago, with the instant itself on pointing at it. */
export function TimeCell({ instant, now, never }: { instant: string | null; now: number; never: string }) {
  const t = useText();
  if (instant === null) {
    return (
      <Text span inherit c="dimmed">
        {never}
      </Text>
    );
  }
  return (
    <time className="user-words" dateTime={instant} title={formatDateTime(instant, t.language)}>
      {formatRelative(instant, t.language, now)}
    </time>
  );
}

export function InvitationCell({ row: { user }, now }: CellProps & { now: number }) {
  const t = useText();
  if (!user.invitation) return null;
  const { tone, words, more } = invitationState(user.invitation, now, t);
  return (
    <>
      <span className="user-line invitation" data-tone={tone}>
        <ToneIcon tone={tone} />
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

function ToneIcon({ tone }: { tone: InvitationTone }) {
  if (tone === "bad") return <IconAlertTriangle size={15} aria-hidden />;
  return tone === "sent" ? <IconCheck size={15} aria-hidden /> : <IconClock size={15} aria-hidden />;
}
