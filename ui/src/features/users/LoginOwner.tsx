import { Button, Group } from "@mantine/core";
import { useText } from "../../lib/text";
import type { UserRow } from "../../lib/types";

interface Props {
  owner: UserRow;
  onShow: () => void;
  /** Absent where they cannot be restored from here. */
  onRestore?: (() => void) | undefined;
}

/** What can be done where one of the account's own people has the login email that was typed. */
export function LoginOwner({ owner, onShow, onRestore }: Props) {
  const t = useText();
  const isRestorable = owner.user.status === "removed" && owner.actions.restore.allowed && onRestore !== undefined;
  return (
    <Group gap="xs" mt={-8}>
      {isRestorable ? (
        <Button
          variant="light"
          size="compact-sm"
          aria-label={t.label("restore-name", { name: owner.fullName })}
          onClick={onRestore}
        >
          {t("restore")}
        </Button>
      ) : (
        <Button
          variant="light"
          size="compact-sm"
          aria-label={t.label("show-name", { name: owner.fullName })}
          onClick={onShow}
        >
          {t("show")}
        </Button>
      )}
    </Group>
  );
}
