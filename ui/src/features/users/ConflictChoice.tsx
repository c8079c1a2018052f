import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { languageName, roleName } from "../../lib/names";
import { unexpected } from "../../lib/never";
import { useText, type Text as Words } from "../../lib/text";
import type { EditableField, EditValues } from "./edit";

interface Props {
  name: string;
  fields: EditableField[];
  theirs: EditValues;
  mine: EditValues;
  onTake: (field: EditableField) => void;
  onKeep: (field: EditableField) => void;
}

/** Someone else saved the same fields meanwhile: both values, and the choice between them. */
export function ConflictChoice({ name, fields, theirs, mine, onTake, onKeep }: Props) {
  const t = useText();
  return (
    <Alert color="yellow" icon={<IconUsers aria-hidden />} title={t("conflict-title", { name })} role="alert">
      <Text size="sm" mb="sm">
        {t("conflict-explained")}
      </Text>
      <Stack gap="sm" component="ul" className="plain-list">
        {fields.map((field) => (
          <li key={field}>
            <Text size="sm" fw={600}>
              {fieldName(field, t)}
            </Text>
            <Text size="sm">{t("conflict-theirs", { value: valueWords(field, theirs, t) })}</Text>
            <Text size="sm">{t("conflict-mine", { value: valueWords(field, mine, t) })}</Text>
            <Group gap="xs" mt={4}>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t.label("conflict-take-field", { field: fieldName(field, t) })}
                onClick={() => onTake(field)}
              >
                {t("conflict-take")}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t.label("conflict-keep-field", { field: fieldName(field, t) })}
                onClick={() => onKeep(field)}
              >
                {t("conflict-keep")}
              </Button>
            </Group>
          </li>
        ))}
      </Stack>
    </Alert>
  );
}

function fieldName(field: EditableField, t: Words): string {
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

function valueWords(field: EditableField, values: EditValues, t: Words): string {
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
