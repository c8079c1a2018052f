import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { Dialog } from "../../components/Dialog";
import { formatDateTimeSeconds } from "../../lib/dates";
import { useText } from "../../lib/text";
import type { AuditEntry } from "../../lib/types";
import type { AuditFields } from "./filter";
import { wordValues } from "./values";
import { wordAction, wordActor, wordField, wordOrigin } from "./words";

interface Props {
  event: AuditEntry | null;
  onClose: () => void;
  /** Shows only events of a person. */
  onPerson: (person: AuditFields["person"]) => void;
}

/** All that is known of one event, what it changed above all. */
export function AuditEventDialog({ event, onClose, onPerson }: Props) {
  const t = useText();
  return (
    <Dialog opened={event !== null} onClose={onClose} title={event && wordAction(event.action, t)} size="lg">
      {event && (
        <Stack gap="md">
          <Facts event={event} />
          <Changes event={event} />
          <Group gap="sm">
            {event.actor && <PersonButton as="actor" who={event.actor} onPerson={onPerson} />}
            {event.target && <PersonButton as="target" who={event.target} onPerson={onPerson} />}
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}

function Facts({ event }: { event: AuditEntry }) {
  const t = useText();
  const facts: [string, string][] = [
    [t("audit-when"), formatDateTimeSeconds(event.at, t.language)],
    [t("audit-who"), wordActor(event, t)],
    [t("audit-whom"), event.target?.name ?? t("audit-nothing")],
    [t("audit-origin"), wordOrigin(event.origin, t)],
    [t("audit-number"), t("count", { count: event.seq })],
  ];
  return (
    <dl className="audit-facts">
      {facts.map(([name, value]) => (
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

function Changes({ event }: { event: AuditEntry }) {
  const t = useText();
  if (event.changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("audit-no-changes")}
      </Text>
    );
  }
  return (
    <Table aria-label={t("audit-changes")} className="audit-changes">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("audit-field")}</Table.Th>
          <Table.Th scope="col">{t("audit-before")}</Table.Th>
          <Table.Th scope="col">{t("audit-after")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {event.changes.map(({ field, before, after }) => (
          <Table.Tr key={field}>
            <Table.Th scope="row">{wordField(field, t)}</Table.Th>
            <Table.Td>
              <bdi>{wordValues(field, before, t)}</bdi>
            </Table.Td>
            <Table.Td>
              <bdi>{wordValues(field, after, t)}</bdi>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function PersonButton({ as, who, onPerson }: NonNullable<AuditFields["person"]> & Pick<Props, "onPerson">) {
  const t = useText();
  const { name } = who;
  return (
    <Button variant="default" size="compact-sm" onClick={() => onPerson({ as, who })}>
      {as === "actor" ? t("audit-by", { name }) : t("audit-about", { name })}
    </Button>
  );
}
