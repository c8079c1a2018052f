import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { DiscardQuestion } from "../../components/DiscardQuestion";
import { FormProblem } from "../../components/FormProblem";
import { changedFields } from "../../lib/changes";
import { reasonAgainst } from "../../lib/denials";
import { focusFirstError, refusalOf, required, showRefusal } from "../../lib/forms";
import { type Text, useText } from "../../lib/text";
import type { Outcome, PendingChange, UserRow } from "../../lib/types";
import { useRevisePendingChange } from "../pending/mutations";
import { OfflineNote } from "../session/OfflineNote";
import { type EditValues, editableOf, withChanges, withoutUnseen } from "./edit";
import { EDIT_FIELDS } from "./fields";
import { useUpdateUser } from "./mutations";
import { UserInformationFields } from "./UserInformationFields";
import { UserRightsFields } from "./UserRightsFields";

interface Props {
  opened: boolean;
  row: UserRow;
  onClose: () => void;
  onSaved: (outcome: Outcome) => void;
  /** The edit that is put differently, when it is not a new one. */
  revising?: PendingChange;
}

/** Edits a user's information, role and permissions; the login email is shown and stays. */
export function EditUserDialog({ opened, row, onClose, onSaved, revising }: Props) {
  const t = useText();
  const [changed, setChanged] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const close = () => (changed ? setLeaving(true) : onClose());
  return (
    <>
      <Dialog
        opened={opened}
        onClose={close}
        title={t.label("edit-name", { name: row.fullName })}
        size={520}
        closeOnEscape={!leaving}
      >
        <EditForm row={row} revising={revising ?? null} onChanged={setChanged} onSaved={onSaved} onCancel={close} />
      </Dialog>
      {leaving && (
        <DiscardQuestion onDiscard={onClose} onKeep={() => setLeaving(false)}>
          {t("discard-changes-explained")}
        </DiscardQuestion>
      )}
    </>
  );
}

interface FormProps {
  row: UserRow;
  revising: PendingChange | null;
  onChanged: (changed: boolean) => void;
  onSaved: (outcome: Outcome) => void;
  onCancel: () => void;
}

function EditForm({ row, revising, onChanged, onSaved, onCancel }: FormProps) {
  const t = useText();
  const update = useUpdateUser();
  const revise = useRevisePendingChange();
  // What the edit is based on: the record as the dialog opened, whatever becomes of it meanwhile.
  const [base] = useState(row);
  const [initial] = useState(() => firstValues(row, revising));
  // What the service said of an edit it refused is there from the start.
  const [refused] = useState(() => refusalOf(revising, EDIT_FIELDS, t));
  const [problem, setProblem] = useState(refused.rest);
  const form = useForm<EditValues>({
    name: "edit-user",
    initialValues: initial,
    initialErrors: refused.fields,
    validate: { firstName: required(t), lastName: required(t), communicationEmail: required(t) },
    onValuesChange: (values) => onChanged(Object.keys(changedFields(initial, values)).length > 0),
  });
  const changes = withoutUnseen(changedFields(editableOf(base), form.values), base);

  const onRefused = (thrown: unknown) => setProblem(showRefusal(form, thrown, t));
  const submit = form.onSubmit(
    () => {
      setProblem(null);
      const then = { onSuccess: onSaved, onError: onRefused };
      const { id, version } = base.user;
      if (revising) revise.mutate({ id: revising.id, edit: { action: "update", id, changes } }, then);
      else update.mutate({ id, version, changes }, then);
    },
    (errors) => focusFirstError(form, errors),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <UserInformationFields form={form} communicationEmailNote={inviteNote(base, form.values, t)} />
        <UserRightsFields
          role={form.values.role}
          onRole={(role) => form.setFieldValue("role", role)}
          roleReason={reasonAgainst(base.actions.editRole, t)}
          {...(base.actions.permissionsVisible && {
            permissions: {
              held: form.values.permissions,
              onChange: (held) => form.setFieldValue("permissions", held),
              reason: reasonAgainst(base.actions.editPermissions, t),
            },
          })}
        />
        <FormProblem message={problem} />
        <OfflineNote />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Button
            type="submit"
            loading={update.isPending || revise.isPending}
            disabled={Object.keys(changes).length === 0}
          >
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function firstValues(row: UserRow, revising: PendingChange | null): EditValues {
  const present = editableOf(row);
  return revising?.edit.action === "update" ? withChanges(present, revising.edit.changes) : present;
}

/** A pending user's invitation follows their communication email. */
function inviteNote({ user }: UserRow, { communicationEmail }: EditValues, t: Text): string | undefined {
  if (user.status !== "pending" || communicationEmail.trim() === user.communicationEmail) return undefined;
  return t("communication-email-resends");
}
