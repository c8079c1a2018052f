import { createContext, useContext } from "react";

export interface PendingPanel {
  opened: boolean;
  /** Shows the pending changes; of one of them, what it says. */
  open: (change?: string) => void;
}

export const PendingPanelContext = createContext<PendingPanel>({ opened: false, open: () => undefined });

/** The way to the pending changes from anywhere in a session. */
export function usePendingPanel(): PendingPanel {
  return useContext(PendingPanelContext);
}
