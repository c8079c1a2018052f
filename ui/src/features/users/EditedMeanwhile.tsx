import { Alert } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { same } from "../../lib/changes";
import { useText } from "../../lib/text";
import type { UserRow } from "../../lib/types";
import { editableOf } from "./edit";
import { EDIT_FIELDS, fieldName, valueWords } from "./fields";
import { useUser } from "./queries";

/** Says in a form that someone else has saved the same person since it was opened. */
export function EditedMeanwhile({ base }: { base: UserRow }) {
  const t = useText();
  const { data: now, isFetched } = useUser(base.user.id);
  const words = () => {
    if (!now) return isFetched && now === null ? t("edited-gone") : null;
    const [before, after] = [editableOf(base), editableOf(now)];
    const visible = EDIT_FIELDS.filter((field) => field !== "permissions" || now.actions.permissionsVisible);
    const changed = visible.filter((field) => !same(before[field], after[field]));
    if (changed.length === 0) return null;
    const fields = changed.map((field) => `${fieldName(field, t)}: ${valueWords(field, after, t)}`);
    return t("edited-meanwhile", { fields: new Intl.ListFormat(t.language).format(fields) });
  };
  const said = words();
  if (said === null) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} role="status" className="wrap-anywhere">
      {said}
    </Alert>
  );
}
