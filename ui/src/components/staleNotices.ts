import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { events } from "../lib/commands";

/** Of each notice that offers to undo something: whether that is still the last word on it. */
const offers = new Map<string, Offer>();

interface Offer {
  holds: () => Promise<boolean>;
  /** Undoes it. */
  run: () => void;
}

export function watchOffer(notice: string, offer: Offer): void {
  offers.set(notice, offer);
}

/** Undoes what was offered last, if that is still on offer. */
export function undoLast(): void {
  const last = [...offers].at(-1);
  if (!last) return;
  const [notice, { run }] = last;
  offers.delete(notice);
  notifications.hide(notice);
  run();
}

export function forgetOffer(notice: string): void {
  offers.delete(notice);
}

/** Takes a notice away once what it offers to undo has been followed by something else: it would undo that. */
export function useStaleNotices(): void {
  useEffect(() => {
    const look = async () => {
      for (const [notice, { holds }] of [...offers]) {
        // What cannot be read now may still be undone.
        if (await holds().catch(() => true)) continue;
        offers.delete(notice);
        notifications.hide(notice);
      }
    };
    const listening = events.onInvalidated(({ tags }) => {
      if (tags.includes("users") || tags.includes("pendingChanges")) void look();
    });
    return () => void listening.then((stop) => stop());
  }, []);
}
