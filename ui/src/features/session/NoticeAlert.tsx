import { Alert } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { unexpected } from "../../lib/never";
import { type Text, useText } from "../../lib/text";
import type { StatusNotice } from "../../lib/types";
import { useStatus } from "./queries";

/** What happened by itself and why one is here now; said until it is closed. */
export function NoticeAlert() {
  const t = useText();
  const notice = useStatus().data?.notice ?? null;
  const [closed, setClosed] = useState<StatusNotice | null>(null);
  if (notice === null || notice === closed) return null;
  const grave = notice === "databaseNewer" || notice === "embeddedFailed";
  return (
    <Alert
      color={grave ? "red" : "roster"}
      icon={<IconInfoCircle aria-hidden />}
      role={grave ? "alert" : "status"}
      withCloseButton
      closeButtonLabel={t("close-notice")}
      onClose={() => setClosed(notice)}
    >
      {wordNotice(notice, t)}
    </Alert>
  );
}

function wordNotice(notice: StatusNotice, t: Text): string {
  switch (notice) {
    case "sessionEnded":
      return t("notice-session-ended");
    case "rightsChanged":
      return t("notice-rights-changed");
    case "replicaRebuilt":
      return t("notice-replica-rebuilt");
    case "replicaKeyLost":
      return t("notice-replica-key-lost");
    case "databaseNewer":
      return t("notice-database-newer");
    case "embeddedFailed":
      return t("notice-embedded-failed");
    default:
      return unexpected(notice, "");
  }
}
