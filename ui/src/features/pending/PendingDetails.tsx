import { Text } from "@mantine/core";
import { roleName } from "../../lib/names";
import { unexpected } from "../../lib/never";
import { useText, type Text as Words } from "../../lib/text";
import type { CreateUser, EditableFields, EditField, PendingChange, RestoreUser, UpdateUser } from "../../lib/types";
import { withChanges } from "../users/edit";
import { EDIT_FIELDS, fieldName, valueWords } from "../users/fields";
import { useUser } from "../users/queries";

/** What a pending change says: what was typed, and of an edit what there is now. */
export function PendingDetails({ change: { edit, conflict } }: { change: PendingChange }) {
  const t = useText();
  switch (edit.action) {
    case "create":
      return <Typed lines={invitationLines(edit.user, t)} />;
    case "update":
      return <Edit id={edit.id} changes={edit.changes} base={conflict?.base ?? null} />;
    case "restore":
      return <Typed lines={restoreLines(edit.restore, t)} />;
    case "remove":
      return <Consequence>{t("pending-remove-explained")}</Consequence>;
    case "resendInvitation":
      return <Consequence>{t("pending-resend-explained")}</Consequence>;
    case "deleteInvitation":
      return <Consequence>{t("pending-delete-explained")}</Consequence>;
    default:
      return unexpected(edit, null);
  }
}

function Consequence({ children }: { children: string }) {
  return (
    <Text size="sm" mt="xs">
      {children}
    </Text>
  );
}

type Line = { name: string; value: string };

function Typed({ lines }: { lines: Line[] }) {
  return (
    <dl className="pending-typed">
      {lines.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function invitationLines(user: CreateUser, t: Words): Line[] {
  const values = { ...user, permissions: user.permissions ?? [] };
  const line = (field: EditField) => ({ name: fieldName(field, t), value: valueWords(field, values, t) });
  return [
    line("firstName"),
    line("lastName"),
    { name: t("login-email"), value: user.loginEmail },
    line("communicationEmail"),
    line("language"),
    line("role"),
    ...(values.permissions.length > 0 ? [line("permissions")] : []),
  ];
}

function restoreLines({ role, permissions }: RestoreUser, t: Words): Line[] {
  return [
    { name: t("column-role"), value: role ? roleName(role, t) : t("column-role-before") },
    ...(permissions && permissions.length > 0
      ? [{ name: t("additional-permissions"), value: t("permission-billing-manager") }]
      : []),
  ];
}

/** Only what was typed is drawn of it. */
const UNKNOWN: EditableFields = {
  firstName: "",
  lastName: "",
  communicationEmail: "",
  language: "en",
  role: "user",
  permissions: [],
};

/** Before and after, field by field. What there was before is not known of someone who may not be seen any more. */
function Edit({ id, changes, base }: { id: string; changes: UpdateUser; base: EditableFields | null }) {
  const t = useText();
  const user = useUser(id).data?.user;
  const before = base ?? user ?? null;
  const after = withChanges(before ?? UNKNOWN, changes);
  return (
    <table className="pending-edit">
      <thead>
        <tr>
          <td />
          {before && <th scope="col">{t("before")}</th>}
          <th scope="col">{t("after")}</th>
        </tr>
      </thead>
      <tbody>
        {EDIT_FIELDS.filter((field) => changes[field] !== undefined && changes[field] !== null).map((field) => (
          <tr key={field}>
            <th scope="row">{fieldName(field, t)}</th>
            {before && (
              <td>
                <bdi>{valueWords(field, before, t)}</bdi>
              </td>
            )}
            <td>
              <bdi>{valueWords(field, after, t)}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
