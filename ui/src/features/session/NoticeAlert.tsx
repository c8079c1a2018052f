import { Alert } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { unexpected } from "../../lib/never";
import { type Text, useText } from "../../lib/text";
import type { StatusNotice } from "../../lib/types";
import { useAccounts } from "../accounts/queries";
import { useStatus } from "./queries";

interface Props {
  notice: StatusNotice | null;
  onClose: () => void;
}

/** What happened by itself and why one is here now. */
export function NoticeAlert({ notice, onClose }: Props) {
  const t = useText();
  const lost = useStatus().data?.lostChanges ?? null;
  const account = useAccounts().data?.find(({ isCurrent }) => isCurrent)?.accountName ?? null;
  if (notice === null) return null;
  const grave = GRAVE.includes(notice);
  return (
    <Alert
      color={grave ? "red" : "roster"}
      icon={<IconInfoCircle aria-hidden />}
      role={grave ? "alert" : "status"}
      withCloseButton
      closeButtonLabel={t("close-notice")}
      onClose={onClose}
    >
      {wordNotice(notice, { account, lost }, t)}
    </Alert>
  );
}

/** What somebody has to do something about, or has lost something by. */
const GRAVE: readonly StatusNotice[] = ["databaseNewer", "databaseLost", "embeddedFailed", "pendingChangesLost"];

interface Facts {
  /** Its name, where it is known. */
  account: string | null;
  /** How many changes were lost, where that is known. */
  lost: number | null;
}

function wordNotice(notice: StatusNotice, { account, lost }: Facts, t: Text): string {
  switch (notice) {
    case "sessionEnded":
      return account === null ? t("notice-session-ended") : t("notice-account-session-ended", { account });
    case "rightsChanged":
      return t("notice-rights-changed");
    case "replicaRebuilt":
      return t("notice-replica-rebuilt");
    case "serviceRestored":
      return t("notice-service-restored");
    case "replicaKeyLost":
      return t("notice-replica-key-lost");
    case "pendingChangesLost":
      return lost === null ? t("notice-changes-lost-some") : t("notice-changes-lost", { count: lost });
    case "sessionEndedChangesKept":
      return account === null
        ? t("notice-session-ended-changes-kept")
        : t("notice-account-session-ended-changes-kept", { account });
    case "databaseNewer":
      return t("notice-database-newer");
    case "databaseLost":
      return t("notice-database-lost");
    case "embeddedFailed":
      return t("notice-embedded-failed");
    default:
      return unexpected(notice, "");
  }
}
