import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconHistory, IconRefresh } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { usePlace } from "../../app/place";
import { EmptyPlace } from "../../components/EmptyPlace";
import { ReadProblem } from "../../components/ReadProblem";
import { useText } from "../../lib/text";
import type { AuditEntry } from "../../lib/types";
import { AuditEventDialog } from "./AuditEventDialog";
import { AuditFilters } from "./AuditFilters";
import { AuditTable } from "./AuditTable";
import { ExportMenu } from "./ExportMenu";
import { filterOf, isNarrowed, NO_FIELDS } from "./filter";
import { useAuditEvents } from "./queries";
import "./audit.css";

/** How long typing may pause before it is searched for (milliseconds). */
const SEARCH_PAUSE = 300;

/** Settings › Audit log. */
export function AuditPanel() {
  const t = useText();
  const place = usePlace();
  const [fields, setFields] = useState(place.get().audit);
  useEffect(() => place.change({ audit: fields }), [place, fields]);
  const [settled] = useDebouncedValue(fields, SEARCH_PAUSE);
  const [shown, setShown] = useState<AuditEntry | null>(null);
  const filter = useMemo(() => filterOf(settled), [settled]);
  const events = useAuditEvents(filter);
  return (
    <div className="audit">
      <div className="audit-bar">
        <AuditFilters fields={fields} onChange={setFields} />
        <div className="audit-buttons">
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={events.isRefetching}
            onClick={() => void events.refetch()}
          >
            {t("audit-refresh")}
          </Button>
          <ExportMenu filter={filter} />
        </div>
      </div>
      <Log events={events} narrowed={isNarrowed(settled)} onOpen={setShown} />
      <AuditEventDialog
        event={shown}
        onClose={() => setShown(null)}
        onPerson={(person) => {
          setShown(null);
          setFields({ ...NO_FIELDS, person });
        }}
      />
    </div>
  );
}

interface LogProps {
  events: ReturnType<typeof useAuditEvents>;
  narrowed: boolean;
  onOpen: (event: AuditEntry) => void;
}

function Log({ events, narrowed, onOpen }: LogProps) {
  const t = useText();
  const all = useMemo(() => events.data?.pages.flatMap(({ items }) => items) ?? [], [events.data]);
  if (events.error && all.length === 0) {
    return <ReadProblem problem={events.error} onRetry={() => void events.refetch()} />;
  }
  if (events.data && all.length === 0) {
    return (
      <EmptyPlace icon={<IconHistory size={28} stroke={1.5} />} title={t("audit-none")}>
        {narrowed && t("audit-none-narrowed")}
      </EmptyPlace>
    );
  }
  const more = () => {
    if (!events.isFetching) void events.fetchNextPage();
  };
  return (
    <AuditTable events={all} loading={events.isPending} hasMore={events.hasNextPage} onEnd={more} onOpen={onOpen} />
  );
}
