import { Button } from "@mantine/core";
import { IconCloudDownload, IconMailOff, IconSearchOff, IconUserOff, IconUsers } from "@tabler/icons-react";
import { EmptyPlace } from "../../components/EmptyPlace";
import { unexpected } from "../../lib/never";
import { useText } from "../../lib/text";
import type { UserStatus } from "../../lib/types";
import { useIsComplete } from "./queries";

interface Props {
  list: UserStatus;
  search: string;
  onCreate: () => void;
  onClear: () => void;
}

/** Why a list is empty, and what one can do about it. */
export function EmptyList({ list, search, onCreate, onClear }: Props) {
  const t = useText();
  const complete = useIsComplete();
  if (!complete) {
    return (
      <EmptyPlace
        icon={<IconCloudDownload size={28} stroke={1.5} />}
        title={search === "" ? t("nobody-yet") : t("no-matches-yet", { search })}
      >
        {t("not-all-here")}
      </EmptyPlace>
    );
  }
  if (search !== "") {
    return (
      <EmptyPlace
        icon={<IconSearchOff size={28} stroke={1.5} />}
        title={t("no-matches", { search })}
        action={
          <Button variant="default" onClick={onClear}>
            {t("search-clear")}
          </Button>
        }
      >
        {t("no-matches-explained")}
      </EmptyPlace>
    );
  }
  switch (list) {
    case "active":
      return <EmptyPlace icon={<IconUsers size={28} stroke={1.5} />} title={t("no-users")} />;
    case "pending":
      return (
        <EmptyPlace
          icon={<IconMailOff size={28} stroke={1.5} />}
          title={t("no-invitations")}
          action={
            <Button variant="light" onClick={onCreate}>
              {t("invite-someone")}
            </Button>
          }
        >
          {t("no-invitations-explained")}
        </EmptyPlace>
      );
    case "removed":
      return (
        <EmptyPlace icon={<IconUserOff size={28} stroke={1.5} />} title={t("no-removed")}>
          {t("no-removed-explained")}
        </EmptyPlace>
      );
    default:
      return unexpected(list, null);
  }
}
