import type { Text } from "../../lib/text";
import type { AccountEntry } from "../../lib/types";

export interface AccountState {
  /** Whether somebody has to do something about it. */
  attention: boolean;
  words: string;
}

/** What there is to say of an account beside its name; nothing when all is well. */
export function accountState({ signedIn, left, sync }: AccountEntry, t: Text): AccountState | null {
  if (!signedIn) return { attention: !left, words: t("account-signed-out") };
  if (sync && sync.attention > 0) {
    return { attention: true, words: t("sync-attention", { count: sync.attention }) };
  }
  if (sync?.state === "offline") return { attention: false, words: t("sync-offline") };
  return null;
}

/** Where an account is kept, in a word. */
export function accountPlace({ mode, serverUrl }: AccountEntry, t: Text): string {
  if (mode === "embedded" || serverUrl === null) return t("account-on-this-computer");
  return serverUrl.replace(/^https?:\/\//, "");
}
