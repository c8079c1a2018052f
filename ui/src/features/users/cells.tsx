import { Badge, Text, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClock, IconMail } from "@tabler/icons-react";
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

/** Who it is; where the window is too narrow for more columns, also how they sign in. */
export function NameCell({ row, compact }: CellProps & { compact: boolean }) {
  const t = useText();
  return (
    <>
      <span className="user-line user-name" title={row.fullName}>
        <bdi>{leavingMark(row.pending) ? <del>{row.fullName}</del> : row.fullName}</bdi>
        {row.isSelf && (
          <Badge size="sm" variant="default" className="user-badge">
            {t("you")}
          </Badge>
        )}
        {compact && row.user.role === "administrator" && (
          <Badge size="sm" variant="light" className="user-badge">
            {t("role-administrator")}
          </Badge>
        )}
      </span>
      {(compact || row.pending.length > 0) && (
        <span className="user-line user-second user-marked">
          <PendingBadge marks={row.pending} />
          {compact && <bdi title={row.user.loginEmail}>{row.user.loginEmail}</bdi>}
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
      <span className="user-line" title={user.loginEmail}>
        <bdi>{user.loginEmail}</bdi>
      </span>
      {user.communicationEmail !== user.loginEmail && (
        <span className="user-line user-second" title={`${t("communication-email")}: ${user.communicationEmail}`}>
          <VisuallyHidden>{t("communication-email")} </VisuallyHidden>
          <IconMail size={13} aria-hidden className="user-mail" />
          <bdi>{user.communicationEmail}</bdi>
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
      <span className="user-line">{roleName(user.role, t)}</span>
      {billing && (
        <Badge size="sm" variant="light" radius="sm" className="user-permission">
          {t("permission-billing-manager")}
        </Badge>
      )}
    </>
  );
}

export function LanguageCell({ row: { user } }: CellProps) {
  const t = useText();
  const name = languageName(user.language, t);
  return (
    <span className="user-line" lang={user.language} title={name}>
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
    <time className="user-line" dateTime={instant} title={formatDateTime(instant, t.language)}>
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
        {words}
      </span>
      <span className="user-line user-second" title={more}>
        <bdi>{more}</bdi>
      </span>
    </>
  );
}

function ToneIcon({ tone }: { tone: InvitationTone }) {
  if (tone === "bad") return <IconAlertTriangle size={15} aria-hidden />;
  return tone === "sent" ? <IconCheck size={15} aria-hidden /> : <IconClock size={15} aria-hidden />;
}
