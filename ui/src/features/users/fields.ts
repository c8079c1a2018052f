import { languageName, roleName } from "../../lib/names";
import { unexpected } from "../../lib/never";
import type { Text } from "../../lib/text";
import type { EditableFields, EditField } from "../../lib/types";

/** The fields of a user that can be edited, in the order of the forms. */
export const EDIT_FIELDS: readonly EditField[] = [
  "firstName",
  "lastName",
  "communicationEmail",
  "language",
  "role",
  "permissions",
];

export function fieldName(field: EditField, t: Text): string {
  switch (field) {
    case "firstName":
      return t("first-name");
    case "lastName":
      return t("last-name");
    case "communicationEmail":
      return t("communication-email");
    case "language":
      return t("preferred-language");
    case "role":
      return t("column-role");
    case "permissions":
      return t("additional-permissions");
    default:
      return unexpected(field, field);
  }
}

/** What a field says, in words. */
export function valueWords(field: EditField, values: EditableFields, t: Text): string {
  switch (field) {
    case "firstName":
    case "lastName":
    case "communicationEmail":
      return values[field];
    case "language":
      return languageName(values.language, t);
    case "role":
      return roleName(values.role, t);
    case "permissions":
      return values.permissions.length > 0 ? t("permission-billing-manager") : t("none");
    default:
      return unexpected(field, "");
  }
}
