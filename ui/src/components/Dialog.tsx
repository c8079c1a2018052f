import { Modal, type ModalProps } from "@mantine/core";
import { useText } from "../lib/text";

/** A modal dialog named by its title. Focus goes in with it and back to where it was. */
export function Dialog(props: ModalProps) {
  const t = useText();
  return (
    <Modal
      centered
      overlayProps={{ backgroundOpacity: 0.4 }}
      closeButtonProps={{ "aria-label": t("close") }}
      {...props}
    />
  );
}
