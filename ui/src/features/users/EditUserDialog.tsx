import { Button, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { DialogFoot } from "../../components/DialogFoot";
import { DiscardQuestion } from "../../components/DiscardQuestion";
import { changedFields } from "../../lib/changes";
import { reasonAgainst } from "../../lib/denials";
import { focusFirstError, refusalOf, required, showRefusal } from "../../lib/forms";
import { useText, type Text as Words } from "../../lib/text";
import type { Outcome, PendingChange, UserRow } from "../../lib/types";
import { useLeaving, useUnsaved } from "../../lib/unsaved";
import { useRevisePendingChange, useWithdrawPendingChange } from "../pending/mutations";
import { OfflineNote } from "../session/OfflineNote";
import { EditedMeanwhile } from "./EditedMeanwhile";
import { type EditValues, editableOf, valuesOf, withChanges, withoutUnseen } from "./edit";
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
  /** One's own edit of the same user that is not sent yet: the form begins with it, and what is saved becomes one with it. */
  waiting?: PendingChange;
}

/** Edits a user's information, role and permissions; the login email is shown and stays. */
export function EditUserDialog({ opened, row, onClose, onSaved, revising, waiting }: Props) {
  const t = useText();
  const [changed, setChanged] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const asked = useLeaving().go !== null;
  useUnsaved(opened && changed);
  // The dialog is kept, closed; the question must not be.
  const discard = () => {
    setLeaving(false);
    onClose();
  };
  const close = () => (changed ? setLeaving(true) : onClose());
  return (
    <>
      <Dialog
        opened={opened}
        onClose={close}
        title={t.label("edit-name", { name: row.fullName })}
        size={520}
        closeOnEscape={!leaving && !asked}
      >
        <EditForm
          row={row}
          revising={revising ?? null}
          waiting={waiting ?? null}
          onChanged={setChanged}
          onSaved={onSaved}
          onWithdrawn={onClose}
          onCancel={close}
        />
      </Dialog>
      {leaving && (
        <DiscardQuestion onDiscard={discard} onKeep={() => setLeaving(false)}>
          {t("discard-changes-explained")}
        </DiscardQuestion>
      )}
    </>
  );
}

interface FormProps {
  row: UserRow;
  revising: PendingChange | null;
  waiting: PendingChange | null;
  onChanged: (changed: boolean) => void;
  onSaved: (outcome: Outcome) => void;
  onWithdrawn: () => void;
  onCancel: () => void;
}

function EditForm({ row, revising, waiting, onChanged, onSaved, onWithdrawn, onCancel }: FormProps) {
  const t = useText();
  const update = useUpdateUser();
  const revise = useRevisePendingChange();
  const withdraw = useWithdrawPendingChange();
  // What the edit is based on: the record as the dialog opened, whatever becomes of it meanwhile.
  const [base] = useState(row);
  const [earlier] = useState(waiting);
  const [initial] = useState(() => firstValues(row, revising ?? earlier));
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
  const nothingLeft = Object.keys(changes).length === 0;
  const untouched = Object.keys(changedFields(initial, form.values)).length === 0;

  const onRefused = (thrown: unknown) => setProblem(showRefusal(form, thrown, t));
  const submit = form.onSubmit(
    () => {
      setProblem(null);
      const then = { onSuccess: onSaved, onError: onRefused };
      const { id, version } = base.user;
      if (revising) revise.mutate({ id: revising.id, edit: { action: "update", id, changes } }, then);
      // All as it is in force: there is nothing left of the edit that waits.
      else if (earlier && nothingLeft) withdraw.mutate(earlier.id, { onSuccess: onWithdrawn, onError: onRefused });
      else update.mutate({ id, version, changes: { ...namedBefore(earlier, form.values), ...changes } }, then);
    },
    (errors) => focusFirstError(form, errors),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {/* Before the fields that it is about: at the foot a low window leaves it out of view. */}
        {earlier && (
          <Text size="sm" c="dimmed" role="note">
            {t("edit-includes-waiting")}
          </Text>
        )}
        <EditedMeanwhile base={base} />
        <UserInformationFields
          form={form}
          communicationEmailNote={inviteNote(base, form.values, t)}
          communicationEmailFixed={reasonAgainst(base.actions.editCommunicationEmail, t)}
        />
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
        <OfflineNote />
        <DialogFoot problem={problem}>
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Button
            type="submit"
            loading={update.isPending || revise.isPending || withdraw.isPending}
            disabled={earlier ? untouched : nothingLeft}
          >
            {t("save")}
          </Button>
        </DialogFoot>
      </Stack>
    </form>
  );
}

function firstValues(row: UserRow, earlier: PendingChange | null): EditValues {
  const present = editableOf(row);
  return earlier?.edit.action === "update" ? withChanges(present, earlier.edit.changes) : present;
}

/** Said anew, also where it is as in force again: what is left out would stay as the earlier edit has it. */
function namedBefore(earlier: PendingChange | null, values: EditValues): Partial<EditValues> {
  return earlier?.edit.action === "update" ? valuesOf(earlier.edit.changes, values) : {};
}

/** A pending user's invitation follows their communication email. */
function inviteNote({ user }: UserRow, { communicationEmail }: EditValues, t: Words): string | undefined {
  if (user.status !== "pending" || communicationEmail.trim() === user.communicationEmail) return undefined;
  return t("communication-email-resends");
}
