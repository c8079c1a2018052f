import { useState } from "react";
import type { SessionView, Status, StatusNotice } from "../lib/types";
import { hasUnsaved, useUnsaved } from "../lib/unsaved";

/** The screens of a session that there are, though they may be hidden. */
interface Screens {
  session: SessionView;
  mode: Status["mode"];
  /** They wait until one has signed in again, or until the lock is gone. */
  hidden: boolean;
  /** They were hidden while something in them was typed and not saved. */
  unsaved: boolean;
  /** Whose sign-in is asked for meanwhile, if one is. */
  account: string | null;
}

/** Of a session that ended while somebody worked, not one that they ended. */
const ENDED: readonly (StatusNotice | null)[] = ["sessionEnded", "sessionEndedChangesKept"];

/**
 * The session's screens. When the session is locked or ends by itself while something is typed that is not saved, they are
 * kept, hidden, until the same person is back; they go when anybody else comes, or another screen.
 */
export function useScreens(status: Status): Screens | null {
  const [screens, setScreens] = useState<Screens | null>(null);
  const next = screensOf(status, screens);
  if (!same(next, screens)) setScreens(next);
  useUnsaved(next?.unsaved === true);
  return next;
}

function screensOf(status: Status, before: Screens | null): Screens | null {
  const { stage, session, mode, notice } = status;
  if (stage === "signedIn" && session) {
    const theirs = before?.session.me.id === session.me.id ? before : null;
    if (!session.lock) return { session, mode, hidden: false, unsaved: false, account: null };
    return isUnsaved(theirs) ? { session, mode, hidden: true, unsaved: true, account: null } : null;
  }
  if (stage !== "signIn" || !before) return null;
  const account = accountOf(status);
  if (before.account === account) return before;
  const endedNow = before.account === null && ENDED.includes(notice) && isUnsaved(before);
  return endedNow ? { ...before, hidden: true, unsaved: true, account } : null;
}

/** Whose sign-in is asked for. */
export function accountOf({ mode, serverUrl, lastLoginEmail }: Status): string {
  return JSON.stringify([mode, serverUrl, lastLoginEmail]);
}

/** Hidden screens do not say any more themselves whether something is typed in them. */
function isUnsaved(screens: Screens | null): boolean {
  return screens !== null && (screens.hidden ? screens.unsaved : hasUnsaved());
}

function same(one: Screens | null, other: Screens | null): boolean {
  if (!one || !other) return one === other;
  return (
    one.session === other.session &&
    one.mode === other.mode &&
    one.hidden === other.hidden &&
    one.unsaved === other.unsaved &&
    one.account === other.account
  );
}
