import { useEffect } from "react";
import { commands } from "../lib/commands";

/** Tells the Rust side when the network is back, so that it does not wait for its next try. */
export function useOnlineNotice(): void {
  useEffect(() => {
    // Should it not be heard, the next try is seconds away.
    const notify = () => void commands.notifyOnline().catch(() => {});
    window.addEventListener("online", notify);
    return () => window.removeEventListener("online", notify);
  }, []);
}
