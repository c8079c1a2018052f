import { Modal, type ModalProps } from "@mantine/core";
import { useEffect } from "react";
import { OPEN_DIALOG, returnTo, spotOf } from "../lib/focus";
import { useText } from "../lib/text";

/** Mantine's header element would be taken for another banner of the page. */
export function dialogAttributes(opened: boolean) {
  return { header: { role: "presentation" }, content: { [OPEN_DIALOG]: opened } };
}

/** A modal dialog named by its title. Focus goes in with it, and back to where it was. */
export function Dialog(props: ModalProps) {
  const t = useText();
  useFocusReturn(props.opened);
  return (
    <Modal
      centered
      // Nothing behind it scrolls with it, since the page itself does not: no style has to be set on all of the page.
      lockScroll={false}
      // It is there to be used: fading in, it would be in the way of who types at once.
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      attributes={dialogAttributes(props.opened)}
      overlayProps={{ backgroundOpacity: 0.4 }}
      closeButtonProps={{ "aria-label": t("close") }}
      {...props}
    />
  );
}

/** Mantine's own remembers the opener only of a dialog that was there, closed, before, and knows no place near it. */
export function useFocusReturn(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const opener = spotOf(document.activeElement);
    return () => returnTo(opener);
  }, [opened]);
}
