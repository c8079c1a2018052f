import { Text } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useText } from "../../lib/text";
import { useOffline } from "./queries";
import "./OfflineNote.css";

/** Says in a form that what is done now will be sent later. */
export function OfflineNote() {
  const t = useText();
  if (!useOffline()) return null;
  return (
    <Text size="xs" className="offline-note" role="note">
      <IconCloudOff size={15} aria-hidden />
      <span>{t("offline-note")}</span>
    </Text>
  );
}
