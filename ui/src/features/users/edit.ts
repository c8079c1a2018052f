import { same } from "../../lib/changes";
import type { Language, Permission, Role, UpdateUser, UserRow } from "../../lib/types";

/** What the edit dialog holds; of these, the login email is only shown. */
export type EditValues = {
  firstName: string;
  lastName: string;
  loginEmail: string;
  communicationEmail: string;
  language: Language;
  role: Role;
  permissions: Permission[];
};

export type EditableField = Exclude<keyof EditValues, "loginEmail">;

export const EDITABLE_FIELDS: readonly EditableField[] = [
  "firstName",
  "lastName",
  "communicationEmail",
  "language",
  "role",
  "permissions",
];

export function editableOf({ user }: UserRow): EditValues {
  const { firstName, lastName, loginEmail, communicationEmail, language, role, permissions } = user;
  return { firstName, lastName, loginEmail, communicationEmail, language, role, permissions };
}

/** What is sent: never a permission that the one who edits cannot see. */
export function withoutUnseen(changes: Partial<EditValues>, { actions }: UserRow): UpdateUser {
  const { permissions, loginEmail: _fixed, ...rest } = changes;
  return actions.permissionsVisible && permissions ? { ...rest, permissions } : rest;
}

interface Merge {
  /** Mine where I changed something, theirs elsewhere. */
  values: EditValues;
  /** Where both of us changed something, and not to the same. */
  contested: EditableField[];
}

/** Joins my edit with what someone else saved meanwhile, both having begun from `base`. */
export function conflictsBetween(base: EditValues, theirs: EditValues, mine: EditValues): Merge {
  const changedByMe = EDITABLE_FIELDS.filter((field) => !same(base[field], mine[field]));
  const contested = changedByMe.filter(
    (field) => !same(base[field], theirs[field]) && !same(theirs[field], mine[field]),
  );
  const kept = Object.fromEntries(changedByMe.map((field) => [field, mine[field]]));
  return { values: { ...theirs, ...kept }, contested };
}
