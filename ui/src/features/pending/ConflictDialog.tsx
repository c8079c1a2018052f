import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { FormProblem } from "../../components/FormProblem";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { EditConflict, EditField, PendingChange, UpdateUser } from "../../lib/types";
import { ConflictChoice, type Side } from "../users/ConflictChoice";
import { useRevisePendingChange, useWithdrawPendingChange } from "./mutations";
import { useTellOutcome } from "./useTellOutcome";

interface Props {
  change: PendingChange;
  onClose: () => void;
}

/** Someone else saved the same fields meanwhile: the choice between the two versions, field by field. */
export function ConflictDialog({ change, onClose }: Props) {
  const t = useText();
  if (!change.conflict || change.edit.action !== "update") return null;
  return (
    <Dialog opened onClose={onClose} title={t("conflict-title", { name: change.subjectName })} size="xl">
      <ChoiceForm
        change={change}
        conflict={change.conflict}
        id={change.edit.id}
        changes={change.edit.changes}
        onClose={onClose}
      />
    </Dialog>
  );
}

interface FormProps extends Props {
  conflict: EditConflict;
  id: string;
  changes: UpdateUser;
}

function ChoiceForm({ change, conflict, id, changes, onClose }: FormProps) {
  const t = useText();
  const outcome = useTellOutcome();
  const revise = useRevisePendingChange();
  const withdraw = useWithdrawPendingChange();
  const [chosen, setChosen] = useState<Partial<Record<EditField, Side>>>({});
  const problem = revise.error ?? withdraw.error;

  const save = () => {
    const kept = withoutTaken(changes, chosen);
    // Theirs everywhere: there is nothing left of the change.
    if (Object.keys(kept).length === 0) withdraw.mutate(change.id, { onSuccess: onClose });
    else {
      revise.mutate(
        { id: change.id, edit: { action: "update", id, changes: kept } },
        {
          onSuccess: (became) => {
            onClose();
            outcome.tell(became, () => outcome.tellDone(change));
          },
        },
      );
    }
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="md">
        <ConflictChoice
          userId={id}
          conflict={conflict}
          chosen={chosen}
          onChoose={(field, side) => setChosen({ ...chosen, [field]: side })}
        />
        <FormProblem message={problem ? wordRefusal(problem, t) : null} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            type="submit"
            loading={revise.isPending || withdraw.isPending}
            disabled={conflict.fields.some((field) => chosen[field] === undefined)}
          >
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is left of an edit once some of its fields are to be as someone else saved them. */
function withoutTaken(changes: UpdateUser, chosen: Partial<Record<EditField, Side>>): UpdateUser {
  const kept = Object.entries(changes).filter(
    ([field, value]) => value !== undefined && value !== null && chosen[field as EditField] !== "theirs",
  );
  return Object.fromEntries(kept);
}
