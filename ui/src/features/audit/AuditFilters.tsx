import { Button, Group, Pill, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useText } from "../../lib/text";
import { type AuditFields, isNarrowed, isNoDay, NO_FIELDS } from "./filter";
import { ACTIONS, wordAction } from "./words";

interface Props {
  fields: AuditFields;
  onChange: (fields: AuditFields) => void;
}

/** What narrows the log down. */
export function AuditFilters({ fields, onChange }: Props) {
  const t = useText();
  const set = (over: Partial<AuditFields>) => onChange({ ...fields, ...over });
  return (
    <search className="audit-filters">
      <TextInput
        type="search"
        label={t("audit-search")}
        className="audit-search"
        spellCheck={false}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={fields.search}
        onChange={(event) => set({ search: event.currentTarget.value })}
      />
      <Select
        label={t("audit-action")}
        placeholder={t("audit-any-action")}
        className="audit-action"
        clearable
        clearButtonProps={{ "aria-label": t("audit-any-action") }}
        data={ACTIONS.map((action) => ({ value: action, label: wordAction(action, t) }))}
        value={fields.action}
        onChange={(action) => set({ action })}
      />
      <div className="audit-days">
        <DayField label={t("audit-from")} value={fields.from} onChange={(from) => set({ from })} />
        <DayField label={t("audit-to")} value={fields.to} onChange={(to) => set({ to })} />
      </div>
      <Group gap="xs" className="audit-narrowed">
        {fields.person && <PersonPill person={fields.person} onRemove={() => set({ person: null })} />}
        {isNarrowed(fields) && (
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(NO_FIELDS)}>
            {t("audit-clear")}
          </Button>
        )}
      </Group>
    </search>
  );
}

/** A day, chosen or typed: not every web view has a calendar for it. */
function DayField({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const t = useText();
  return (
    <TextInput
      type="date"
      label={label}
      placeholder={t("audit-day-hint")}
      className="audit-day"
      data-empty={value === "" || undefined}
      value={value}
      error={isNoDay(value) && t("audit-day-invalid")}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function PersonPill({ person, onRemove }: { person: NonNullable<AuditFields["person"]>; onRemove: () => void }) {
  const t = useText();
  const { name } = person.who;
  return (
    <Pill withRemoveButton removeButtonProps={{ "aria-label": t("audit-clear"), tabIndex: 0 }} onRemove={onRemove}>
      {person.as === "actor" ? t("audit-by", { name }) : t("audit-about", { name })}
    </Pill>
  );
}
