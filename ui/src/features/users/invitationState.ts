import { formatRelative, formatRelativeShort } from "../../lib/dates";
import { unexpected } from "../../lib/never";
import type { Text } from "../../lib/text";
import type { Invitation } from "../../lib/types";

export type InvitationTone = "waiting" | "sent" | "bad";

export interface InvitationState {
  tone: InvitationTone;
  /** What has become of the mail, or that the invitation is over. */
  words: string;
  /** What follows from it: how long the link lasts, or why the mail was not delivered. */
  more: string;
}

/** How an invitation stands, in words. An expired one is over however its mail fared. */
export function invitationState(invitation: Invitation, now: number, t: Text): InvitationState {
  const when = (instant: string) => formatRelative(instant, t.language, now);
  if (invitation.expired) {
    return {
      tone: "bad",
      words: t("invitation-expired"),
      more: t("invitation-expired-when", { when: when(invitation.expiresAt) }),
    };
  }
  const expires = t("invitation-expires", { when: when(invitation.expiresAt) });
  switch (invitation.delivery) {
    case "queued":
      return {
        tone: "waiting",
        words: invitation.deliveryError ? t("invitation-retrying") : t("invitation-queued"),
        more: invitation.deliveryError ?? expires,
      };
    case "sent":
      return {
        tone: "sent",
        words: invitation.sentAt
          ? t("invitation-sent-when", { when: formatRelativeShort(invitation.sentAt, t.language, now) })
          : t("invitation-sent"),
        more: expires,
      };
    case "failed":
      return { tone: "bad", words: t("invitation-failed"), more: invitation.deliveryError ?? expires };
    default:
      return unexpected(invitation.delivery, { tone: "waiting", words: "", more: expires });
  }
}
