import { type ReactNode, useMemo, useState } from "react";
import { PendingPanel } from "./PendingPanel";
import { PendingPanelContext } from "./panel";
import { useSavedNotices } from "./useSavedNotices";

interface Shown {
  opened: boolean;
  /** The change that is looked at. */
  change: string | null;
  /** Grows with each opening, so that the panel never begins as it was left. */
  turn: number;
}

/** Keeps the panel of pending changes, and lets everything in it open it. */
export function PendingPanelProvider({ children }: { children: ReactNode }) {
  useSavedNotices();
  const [shown, setShown] = useState<Shown>({ opened: false, change: null, turn: 0 });
  const panel = useMemo(
    () => ({
      opened: shown.opened,
      open: (change?: string) => setShown(({ turn }) => ({ opened: true, change: change ?? null, turn: turn + 1 })),
    }),
    [shown.opened],
  );
  const close = () => setShown((shown) => ({ ...shown, opened: false }));
  return (
    <PendingPanelContext value={panel}>
      {children}
      {shown.turn > 0 && <PendingPanel key={shown.turn} opened={shown.opened} lookAt={shown.change} onClose={close} />}
    </PendingPanelContext>
  );
}
