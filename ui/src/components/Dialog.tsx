import { Modal, type ModalProps } from "@mantine/core";
import { useEffect } from "react";
import { useText } from "../lib/text";

/** Mantine's header element would be taken for another banner of the page. */
export const HEADER_OF_A_DIALOG = { header: { role: "presentation" } };

/** A modal dialog named by its title. Focus goes in with it, and back to where it was. */
export function Dialog(props: ModalProps) {
  const t = useText();
  useFocusReturn(props.opened);
  return (
    <Modal
      centered
      returnFocus={false}
      attributes={HEADER_OF_A_DIALOG}
      overlayProps={{ backgroundOpacity: 0.4 }}
      closeButtonProps={{ "aria-label": t("close") }}
      {...props}
    />
  );
}

/** Mantine's own remembers the opener only of a dialog that was there, closed, before. */
export function useFocusReturn(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const opener = document.activeElement;
    return () => {
      const place = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById("main");
      place?.focus({ preventScroll: true });
    };
  }, [opened]);
}
