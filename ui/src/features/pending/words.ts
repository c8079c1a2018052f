import { unexpected } from "../../lib/never";
import type { Text } from "../../lib/text";
import type { PendingAction, PendingChange, PendingMark, PendingState } from "../../lib/types";

/** What a change does, as a heading: `Invite Ada Lovelace`. */
export function changeTitle({ edit, subjectName: name }: PendingChange, t: Text): string {
  switch (edit.action) {
    case "create":
      return t("pending-create", { name });
    case "update":
      return t("pending-update", { name });
    case "remove":
      return t("pending-remove", { name });
    case "restore":
      return t("pending-restore", { name });
    case "resendInvitation":
      return t("pending-resend", { name });
    case "deleteInvitation":
      return t("pending-delete", { name });
    default:
      return unexpected(edit, name);
  }
}

export function stateName(state: PendingState, t: Text): string {
  switch (state) {
    case "waiting":
      return t("pending-waiting");
    case "sending":
      return t("pending-sending");
    case "conflict":
      return t("pending-conflict");
    case "refused":
      return t("pending-refused");
    default:
      return unexpected(state, state);
  }
}

/** Whether somebody has to look at it before it goes on. */
export function needsAttention(state: PendingState): boolean {
  return state === "conflict" || state === "refused";
}

interface MarkWords {
  attention: boolean;
  /** `Not in force yet`, or that it needs attention. */
  words: string;
  /** What is pending: `changes and removal`. */
  what: string;
}

/** What a row's pending changes come to. */
export function markWords(marks: readonly Pick<PendingMark, "action" | "state">[], t: Text): MarkWords {
  const attention = marks.some(({ state }) => needsAttention(state));
  const kinds = [...new Set(marks.map(({ action }) => kindName(action, t)))];
  return {
    attention,
    words: attention ? t("needs-attention") : t("not-in-force"),
    what: new Intl.ListFormat(t.language).format(kinds),
  };
}

function kindName(action: PendingAction, t: Text): string {
  switch (action) {
    case "create":
      return t("pending-kind-create");
    case "update":
      return t("pending-kind-update");
    case "remove":
      return t("pending-kind-remove");
    case "restore":
      return t("pending-kind-restore");
    case "resendInvitation":
      return t("pending-kind-resend");
    case "deleteInvitation":
      return t("pending-kind-delete");
    default:
      return unexpected(action, action);
  }
}
