import type { ReactNode } from "react";
import { useText } from "../lib/text";
import { ConfirmDialog } from "./ConfirmDialog";

interface Props {
  onDiscard: () => void;
  onKeep: () => void;
  children: ReactNode;
}

/**
 * Asks before a dialog forgets what was typed in it.
 *
 * Drawn only while it asks: an open dialog listens for Escape from the start, so one that were there already would be
 * closed by the very key press that opened it.
 */
export function DiscardQuestion({ onDiscard, onKeep, children }: Props) {
  const t = useText();
  return (
    <ConfirmDialog
      opened
      title={t("discard-title")}
      confirm={t("discard")}
      cancel={t("keep-editing")}
      dangerous
      onConfirm={onDiscard}
      onClose={onKeep}
    >
      {children}
    </ConfirmDialog>
  );
}
