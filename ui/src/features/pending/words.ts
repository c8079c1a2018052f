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

type Mark = Pick<PendingMark, "action" | "state">;

/** Of these, the one that takes the user, or their invitation, off the list once it is sent. */
export function leavingMark<M extends Mark>(marks: readonly M[]): M | undefined {
  return marks.find(({ action, state }) => LEAVING.includes(action) && !needsAttention(state));
}

const LEAVING: readonly PendingAction[] = ["remove", "deleteInvitation"];

interface MarkWords {
  attention: boolean;
  /** Whose row it is will be gone. */
  leaving: boolean;
  /** `Not in force yet`, or that it needs attention. */
  words: string;
  /** What the row shows of it all: those words, or which removal is waiting. */
  shown: string;
  /** What is pending: `changes and removal`. */
  what: string;
}

/** What a row's pending changes come to. */
export function markWords(marks: readonly Mark[], t: Text): MarkWords {
  const attention = marks.some(({ state }) => needsAttention(state));
  const words = attention ? t("needs-attention") : t("not-in-force");
  const leaving = attention ? undefined : leavingMark(marks);
  const kinds = [...new Set(marks.map(({ action }) => kindName(action, t)))];
  return {
    attention,
    leaving: leaving !== undefined,
    words,
    shown: leaving ? kindName(leaving.action, t) : words,
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
