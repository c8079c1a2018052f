import { Alert, Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { DiscardQuestion } from "../../components/DiscardQuestion";
import { FormProblem } from "../../components/FormProblem";
import { changedFields } from "../../lib/changes";
import { reasonAgainst } from "../../lib/denials";
import { focusFirstError, required, showRefusal } from "../../lib/forms";
import { Refusal } from "../../lib/refusal";
import { isProblem } from "../../lib/refusals";
import { type Text, useText } from "../../lib/text";
import type { UserRow } from "../../lib/types";
import { ConflictChoice } from "./ConflictChoice";
import { conflictsBetween, type EditableField, type EditValues, editableOf, withoutUnseen } from "./edit";
import { useUpdateUser } from "./mutations";
import { UserInformationFields } from "./UserInformationFields";
import { UserRightsFields } from "./UserRightsFields";

interface Props {
  opened: boolean;
  row: UserRow;
  onClose: () => void;
  onSaved: (row: UserRow) => void;
}

/** Edits a user's information, role and permissions; the login email is shown and stays. */
export function EditUserDialog({ opened, row, onClose, onSaved }: Props) {
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
        <EditForm row={row} onChanged={setChanged} onSaved={onSaved} onCancel={close} />
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
  onChanged: (changed: boolean) => void;
  onSaved: (row: UserRow) => void;
  onCancel: () => void;
}

function EditForm({ row, onChanged, onSaved, onCancel }: FormProps) {
  const t = useText();
  const update = useUpdateUser();
  // What the edit is based on: the record as the dialog opened, or as it was found to be meanwhile.
  const [base, setBase] = useState(row);
  const [conflicts, setConflicts] = useState<EditableField[]>([]);
  const [merged, setMerged] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<EditValues>({
    name: "edit-user",
    initialValues: editableOf(row),
    validate: { firstName: required(t), lastName: required(t), communicationEmail: required(t) },
    onValuesChange: (values) => onChanged(Object.keys(changedFields(editableOf(base), values)).length > 0),
  });
  const changes = withoutUnseen(changedFields(editableOf(base), form.values), base);
  const nothingToSave = Object.keys(changes).length === 0;

  const onRefused = (refused: unknown) => {
    if (isProblem(refused, "version-conflict") && refused instanceof Refusal && refused.error.current) {
      const { current } = refused.error;
      const { values, contested } = conflictsBetween(editableOf(base), editableOf(current), form.getValues());
      form.setValues(values);
      setBase(current);
      setConflicts(contested);
      setMerged(true);
    } else setProblem(showRefusal(form, refused, t));
  };
  const submit = form.onSubmit(
    () => {
      setProblem(null);
      update.mutate(
        { id: row.user.id, version: base.user.version, changes },
        { onSuccess: onSaved, onError: onRefused },
      );
    },
    (errors) => focusFirstError(form, errors),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {conflicts.length > 0 && (
          <ConflictChoice
            name={row.fullName}
            fields={conflicts}
            theirs={editableOf(base)}
            mine={form.values}
            onTake={(field) => {
              form.setFieldValue(field, editableOf(base)[field]);
              setConflicts(conflicts.filter((other) => other !== field));
            }}
            onKeep={(field) => setConflicts(conflicts.filter((other) => other !== field))}
          />
        )}
        {merged && conflicts.length === 0 && (
          <Alert color="yellow" icon={<IconUsers aria-hidden />} role="status">
            {t("conflict-merged", { name: row.fullName })}
          </Alert>
        )}
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
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={update.isPending} disabled={nothingToSave || conflicts.length > 0}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A pending user's invitation follows their communication email. */
function inviteNote({ user }: UserRow, { communicationEmail }: EditValues, t: Text): string | undefined {
  if (user.status !== "pending" || communicationEmail.trim() === user.communicationEmail) return undefined;
  return t("communication-email-resends");
}
