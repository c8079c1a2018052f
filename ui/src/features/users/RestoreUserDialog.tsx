import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { FormProblem } from "../../components/FormProblem";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { Permission, RestoreUser, UserRow } from "../../lib/types";
import { useRestoreUser } from "./mutations";
import { UserRightsFields } from "./UserRightsFields";

interface Props {
  opened: boolean;
  row: UserRow;
  onClose: () => void;
  onRestored: (row: UserRow) => void;
}

/** Invites a removed user anew, with a role. */
export function RestoreUserDialog({ opened, row, onClose, onRestored }: Props) {
  const t = useText();
  const restore = useRestoreUser();
  const [role, setRole] = useState(row.user.role);
  const [permissions, setPermissions] = useState<Permission[]>([]);
  const asked: RestoreUser = {
    ...(role !== row.user.role && { role }),
    ...(permissions.length > 0 && { permissions }),
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t.label("restore-name", { name: row.fullName })} size={480}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          restore.mutate({ id: row.user.id, restore: asked }, { onSuccess: onRestored });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t("restore-explained", { address: row.user.communicationEmail })}</Text>
          <UserRightsFields
            role={role}
            onRole={setRole}
            {...(row.actions.permissionsVisible && { permissions: { held: permissions, onChange: setPermissions } })}
          />
          <FormProblem message={restore.error ? wordRefusal(restore.error, t) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={restore.isPending}>
              {t("restore")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
