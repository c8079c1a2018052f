import type { Text } from "../../lib/text";
import type { OwnSession } from "../../lib/types";

/** What the device called itself when it signed in. */
export function sessionName({ deviceName }: OwnSession, t: Text): string {
  return deviceName ?? t("session-unnamed");
}
