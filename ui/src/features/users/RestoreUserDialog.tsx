import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { FormProblem } from "../../components/FormProblem";
import { Refusal } from "../../lib/refusal";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { Outcome, PendingChange, Permission, RestoreUser, UserRow } from "../../lib/types";
import { useRevisePendingChange } from "../pending/mutations";
import { OfflineNote } from "../session/OfflineNote";
import { useOffline } from "../session/queries";
import { useRestoreUser } from "./mutations";
import { UserRightsFields } from "./UserRightsFields";

interface Props {
  opened: boolean;
  row: UserRow;
  onClose: () => void;
  onRestored: (outcome: Outcome) => void;
  /** The change that is put differently, when it is not a new one. */
  revising?: PendingChange;
}

/** Invites a removed user anew, with a role. */
export function RestoreUserDialog({ opened, row, onClose, onRestored, revising }: Props) {
  const t = useText();
  const offline = useOffline();
  const restore = useRestoreUser();
  const whom = { address: row.user.communicationEmail };
  const revise = useRevisePendingChange();
  const typed = revising?.edit.action === "restore" ? revising.edit.restore : {};
  const [role, setRole] = useState(typed.role ?? row.user.role);
  const [permissions, setPermissions] = useState<Permission[]>(typed.permissions ?? []);
  const [problem, setProblem] = useState<unknown>(revising?.problem ? new Refusal(revising.problem) : null);
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
          const then = { onSuccess: onRestored, onError: setProblem };
          setProblem(null);
          if (revising)
            revise.mutate({ id: revising.id, edit: { action: "restore", id: row.user.id, restore: asked } }, then);
          else restore.mutate({ id: row.user.id, restore: asked }, then);
        }}
      >
        <Stack gap="md">
          <Text size="sm">{offline ? t("restore-explained-offline", whom) : t("restore-explained", whom)}</Text>
          <UserRightsFields
            role={role}
            onRole={setRole}
            {...(row.actions.permissionsVisible && { permissions: { held: permissions, onChange: setPermissions } })}
          />
          <FormProblem message={problem ? wordRefusal(problem, t) : null} />
          <OfflineNote />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={restore.isPending || revise.isPending}>
              {t("restore")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
