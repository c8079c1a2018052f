import type { EditableFields, UpdateUser, UserRow } from "../../lib/types";
import { EDIT_FIELDS } from "./fields";

/** What the edit dialog holds; of these, the login email is only shown. */
export type EditValues = EditableFields & { loginEmail: string };

export function editableOf({ user }: UserRow): EditValues {
  const { firstName, lastName, loginEmail, communicationEmail, language, role, permissions } = user;
  return { firstName, lastName, loginEmail, communicationEmail, language, role, permissions };
}

/** A record as it would be after an edit. */
export function withChanges<F extends EditableFields>(before: F, changes: UpdateUser): F {
  const typed = EDIT_FIELDS.filter((field) => changes[field] !== undefined && changes[field] !== null);
  return { ...before, ...Object.fromEntries(typed.map((field) => [field, changes[field]])) };
}

/** What the form says now of the fields that an earlier edit named. */
export function valuesOf(changes: UpdateUser, values: EditValues): Partial<EditValues> {
  const named = EDIT_FIELDS.filter((field) => changes[field] !== undefined && changes[field] !== null);
  return Object.fromEntries(named.map((field) => [field, values[field]]));
}

/** What is sent: never a permission that the one who edits cannot see. */
export function withoutUnseen(changes: Partial<EditValues>, { actions }: UserRow): UpdateUser {
  const { permissions, loginEmail: _fixed, ...rest } = changes;
  return actions.permissionsVisible && permissions ? { ...rest, permissions } : rest;
}
