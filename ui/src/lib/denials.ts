import { unexpected } from "./never";
import type { Text } from "./text";
import type { Denial, Verdict } from "./types";

/** Why an action is refused. The rules live in Rust; this file only words them. */
export function wordDenial(denial: Denial, t: Text): string {
  switch (denial) {
    case "administrator-required":
      return t("denial-administrator-required");
    case "permission-not-held":
      return t("denial-permission-not-held");
    case "own-role":
      return t("denial-own-role");
    case "own-account":
      return t("denial-own-account");
    case "own-email":
      return t("denial-own-email");
    case "removed-by-another":
      return t("denial-removed-by-another");
    case "last-administrator":
      return t("denial-last-administrator");
    case "last-billing-manager":
      return t("denial-last-billing-manager");
    case "wrong-status":
      return t("denial-wrong-status");
    case "too-late":
      return t("denial-too-late");
    default:
      return unexpected(denial, t("denial-unknown"));
  }
}

/** Nothing when the action is allowed, else the reason to show beside it. */
export function reasonAgainst(verdict: Verdict, t: Text): string | null {
  if (verdict.allowed) return null;
  return verdict.denial ? wordDenial(verdict.denial, t) : t("denial-unknown");
}
