import { wordDenial } from "./denials";
import { unexpected } from "./never";
import { Refusal } from "./refusal";
import type { Text } from "./text";
import type { CommandError, DesktopProblem, ProblemCode } from "./types";

/** What went wrong, and what to do, in the UI's language. */
export function wordRefusal(thrown: unknown, t: Text): string {
  if (!(thrown instanceof Refusal)) return t("problem-internal-error");
  const { error } = thrown;
  switch (error.kind) {
    case "offline":
      return t("problem-offline");
    case "problem":
      return error.code ? wordProblem(error.code, t) : t("problem-internal-error");
    case "desktop":
      return wordDesktopProblem(error, t);
    default:
      return unexpected(error.kind, t("problem-internal-error"));
  }
}

/** Whether the service could not be reached at all. */
export function isOffline(thrown: unknown): boolean {
  return thrown instanceof Refusal && thrown.error.kind === "offline";
}

/** Whether the service refused for this very reason. */
export function isProblem(thrown: unknown, code: ProblemCode): thrown is Refusal {
  return thrown instanceof Refusal && thrown.error.code === code;
}

function wordProblem(code: ProblemCode, t: Text): string {
  switch (code) {
    case "administrator-required":
    case "permission-not-held":
    case "own-role":
    case "own-account":
    case "own-email":
    case "removed-by-another":
    case "last-administrator":
    case "last-billing-manager":
    case "wrong-status":
    case "too-late":
      return wordDenial(code, t);
    case "session-required":
      return t("problem-session-required");
    case "invalid-credentials":
      return t("problem-invalid-credentials");
    case "wrong-password":
      return t("problem-wrong-password");
    case "login-email-taken":
      return t("problem-login-email-taken");
    case "login-email-immutable":
      return t("problem-login-email-immutable");
    case "invalid-fields":
      return t("problem-invalid-fields");
    case "version-conflict":
      return t("problem-version-conflict");
    case "not-found":
      return t("problem-not-found");
    case "too-many-attempts":
      return t("problem-too-many-attempts");
    case "invitation-quota":
      return t("problem-invitation-quota");
    case "mail-quota":
      return t("problem-mail-quota");
    case "request-timeout":
    case "unavailable":
      return t("problem-unavailable");
    case "invitation-unknown":
    case "invitation-expired":
    case "invitation-used":
    case "invitation-revoked":
      return t("problem-invitation");
    case "invalid-request":
    case "invalid-json":
    case "invalid-query":
    case "invalid-idempotency-key":
    case "idempotency-key-reused":
    case "method-not-allowed":
    case "body-too-large":
    case "unsupported-media-type":
    case "version-required":
      return t("problem-misunderstood");
    case "internal-error":
      return t("problem-internal-error");
    default:
      return unexpected(code, t("problem-internal-error"));
  }
}

function wordDesktopProblem(error: CommandError, t: Text): string {
  const problem: DesktopProblem | null = error.desktopCode;
  switch (problem) {
    case "keyringLocked":
      return t("desktop-keyring-locked");
    case "keyringUnavailable":
      return t("desktop-keyring-unavailable");
    case "notRoster":
      return t("desktop-not-roster");
    case "invalidAddress":
      return t("desktop-invalid-address");
    case "insecureAddress":
      return t("desktop-insecure-address");
    case "databaseNewer":
      return t("desktop-database-newer");
    case "databaseUnreadable":
      return t("desktop-database-unreadable");
    case "databaseLost":
      return t("desktop-database-lost", { file: error.detail });
    case "replicaUnreadable":
      return t("desktop-replica-unreadable");
    case "alreadySent":
      return t("desktop-already-sent");
    case "noSuchPendingChange":
      return t("desktop-no-such-pending-change");
    case "offlineTooLong":
      return t("desktop-offline-too-long");
    case "clockTurnedBack":
      return t("desktop-clock-turned-back");
    case "forbiddenByPolicy":
      return t("desktop-forbidden-by-policy");
    case "internal":
    case null:
      return t("desktop-internal", { detail: error.detail });
    default:
      return unexpected(problem, t("desktop-internal", { detail: error.detail }));
  }
}
