import { useEffect } from "react";
import { commands } from "../lib/commands";

/** Tells the Rust side when the network may be back, so that it does not wait for its next try. */
export function useOnlineNotice(): void {
  useEffect(() => {
    // Should it not be heard, the next try is seconds away.
    const notify = () => void commands.notifyOnline().catch(() => {});
    // Whoever comes back to the window may have opened a laptop, or moved to another network, meanwhile.
    const notifyWhenSeen = () => document.visibilityState === "visible" && notify();
    window.addEventListener("online", notify);
    document.addEventListener("visibilitychange", notifyWhenSeen);
    return () => {
      window.removeEventListener("online", notify);
      document.removeEventListener("visibilitychange", notifyWhenSeen);
    };
  }, []);
}
