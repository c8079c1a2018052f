import { Checkbox, Fieldset, Radio, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { useText } from "../../lib/text";
import type { Permission, Role } from "../../lib/types";

interface Props {
  role: Role;
  onRole: (role: Role) => void;
  /** Why the role cannot be changed. */
  roleReason?: string | null;
  roleError?: string | null;
  /** Absent when permissions do not exist for the one who looks. */
  permissions?: {
    held: Permission[];
    onChange: (held: Permission[]) => void;
    /** Why they cannot be changed. */
    reason?: string | null;
    error?: string | null;
  };
}

/** What a user may reach. */
export function UserRightsFields({ role, onRole, roleReason, roleError, permissions }: Props) {
  const t = useText();
  return (
    <Stack gap="lg">
      <Radio.Group
        label={t("column-role")}
        description={roleReason}
        error={roleError}
        value={role}
        onChange={(value) => onRole(value === "administrator" ? "administrator" : "user")}
      >
        <Stack gap="sm" mt="xs">
          <Radio
            value="user"
            label={t("role-user")}
            description={t("role-user-explained")}
            disabled={Boolean(roleReason)}
          />
          <Radio
            value="administrator"
            label={t("role-administrator")}
            description={t("role-administrator-explained")}
            disabled={Boolean(roleReason)}
          />
        </Stack>
      </Radio.Group>
      {permissions && <AdditionalPermissions {...permissions} />}
    </Stack>
  );
}

function AdditionalPermissions({ held, onChange, reason, error }: NonNullable<Props["permissions"]>) {
  const t = useText();
  const id = useId();
  return (
    <Fieldset legend={t("additional-permissions")} variant="unstyled" {...(reason && { "aria-describedby": id })}>
      {reason && (
        <Text size="xs" c="dimmed" id={id}>
          {reason}
        </Text>
      )}
      <Checkbox
        mt="xs"
        label={t("permission-billing-manager")}
        description={t("permission-billing-manager-explained")}
        checked={held.includes("billingManager")}
        disabled={Boolean(reason)}
        error={error}
        onChange={({ currentTarget: { checked } }) => onChange(checked ? ["billingManager"] : [])}
      />
    </Fieldset>
  );
}
