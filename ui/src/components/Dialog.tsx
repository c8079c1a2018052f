import { Modal, type ModalProps } from "@mantine/core";
import { useEffect } from "react";
import { useText } from "../lib/text";

/** A modal dialog named by its title. Focus goes in with it, and back to where it was. */
export function Dialog(props: ModalProps) {
  const t = useText();
  useFocusReturn(props.opened);
  return (
    <Modal
      centered
      returnFocus={false}
      overlayProps={{ backgroundOpacity: 0.4 }}
      closeButtonProps={{ "aria-label": t("close") }}
      {...props}
    />
  );
}

/** Mantine's own remembers the opener only of a dialog that was there, closed, before. */
function useFocusReturn(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const opener = document.activeElement;
    return () => {
      const place = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById("main");
      place?.focus({ preventScroll: true });
    };
  }, [opened]);
}
