import type { Text } from "../../lib/text";
import type { AuditEntry } from "../../lib/types";

/** The actions that can be looked for, in the order in which they are offered. */
export const ACTIONS = [
  "user.created",
  "user.updated",
  "user.removed",
  "user.removal-undone",
  "user.restored",
  "invitation.accepted",
  "invitation.refused",
  "invitation.sent",
  "invitation.delayed",
  "invitation.failed",
  "invitation.resent",
  "invitation.link-copied",
  "invitation.deleted",
  "invitation.term-corrected",
  "session.created",
  "session.refused",
  "session.ended",
  "session.revoked",
  "password.changed",
  "password.refused",
  "password.forgotten",
  "password.forgotten-refused",
  "password.reset",
  "password.reset-refused",
  "email.restored",
  "email.restore-refused",
  "account.created",
  "account.updated",
  "account.seeded",
] as const;

/** What was done; an action of a newer service by its own name. */
export function wordAction(action: string, t: Text): string {
  switch (action) {
    case "user.created":
      return t("audit-user-created");
    case "user.updated":
      return t("audit-user-updated");
    case "user.removed":
      return t("audit-user-removed");
    case "user.removal-undone":
      return t("audit-user-removal-undone");
    case "user.restored":
      return t("audit-user-restored");
    case "invitation.accepted":
      return t("audit-invitation-accepted");
    case "invitation.refused":
      return t("audit-invitation-refused");
    case "invitation.sent":
      return t("audit-invitation-sent");
    case "invitation.delayed":
      return t("audit-invitation-delayed");
    case "invitation.failed":
      return t("audit-invitation-failed");
    case "invitation.resent":
      return t("audit-invitation-resent");
    case "invitation.link-copied":
      return t("audit-invitation-link-copied");
    case "invitation.deleted":
      return t("audit-invitation-deleted");
    case "invitation.term-corrected":
      return t("audit-invitation-term-corrected");
    case "session.created":
      return t("audit-session-created");
    case "session.refused":
      return t("audit-session-refused");
    case "session.ended":
      return t("audit-session-ended");
    case "session.revoked":
      return t("audit-session-revoked");
    case "password.changed":
      return t("audit-password-changed");
    case "password.refused":
      return t("audit-password-refused");
    case "password.forgotten":
      return t("audit-password-forgotten");
    case "password.forgotten-refused":
      return t("audit-password-forgotten-refused");
    case "password.reset":
      return t("audit-password-reset");
    case "password.reset-refused":
      return t("audit-password-reset-refused");
    case "email.restored":
      return t("audit-email-restored");
    case "email.restore-refused":
      return t("audit-email-restore-refused");
    case "account.created":
      return t("audit-account-created");
    case "account.updated":
      return t("audit-account-updated");
    case "account.seeded":
      return t("audit-account-seeded");
    default:
      return action;
  }
}

/** What a field is called in the forms. */
export function wordField(field: string, t: Text): string {
  switch (field) {
    case "firstName":
      return t("first-name");
    case "lastName":
      return t("last-name");
    case "loginEmail":
      return t("login-email");
    case "communicationEmail":
      return t("communication-email");
    case "language":
      return t("column-language");
    case "role":
      return t("column-role");
    case "permissions":
      return t("additional-permissions");
    case "status":
      return t("audit-field-status");
    case "name":
      return t("column-name");
    case "deviceName":
      return t("audit-field-device");
    case "sessions":
      return t("sessions");
    case "delivery":
      return t("audit-field-delivery");
    case "deliveryError":
      return t("audit-field-delivery-error");
    case "createdAt":
      return t("audit-field-session-began");
    case "expiresAt":
      return t("audit-field-expires");
    case "server":
      return t("audit-field-server");
    case "reason":
      return t("audit-field-reason");
    default:
      return field;
  }
}

/** Where it came from: the service's own places in words, a network address as it is. */
export function wordOrigin(origin: string, t: Text): string {
  if (origin === "service") return t("audit-origin-service");
  if (origin === "command-line") return t("audit-origin-command-line");
  return origin;
}

/** Who did it. */
export function wordActor({ actor, origin }: AuditEntry, t: Text): string {
  if (actor) return actor.name;
  return origin === "service" || origin === "command-line" ? wordOrigin(origin, t) : t("audit-nobody");
}
