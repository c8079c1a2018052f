import { Badge, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { ReadProblem } from "../../components/ReadProblem";
import { formatDateTime, formatRelative } from "../../lib/dates";
import { useText } from "../../lib/text";
import type { OwnSession } from "../../lib/types";
import { useServiceNow } from "../session/useServiceNow";
import { type Ending, EndSessionDialog } from "./EndSessionDialog";
import { useSessions } from "./queries";
import { sessionName } from "./sessionName";
import "./sessions.css";

/** Profile › Sessions: where one is signed in, and the way to end that. */
export function SessionsPanel() {
  const t = useText();
  const sessions = useSessions();
  const [ending, setEnding] = useState<Ending | null>(null);
  if (sessions.error && !sessions.data) {
    return <ReadProblem problem={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (!sessions.data) return <Skeleton h={160} radius="md" role="status" aria-label={t("loading")} />;
  const others = sessions.data.filter(({ current }) => !current);
  return (
    <Stack gap="md" maw={640}>
      <Text size="sm" c="dimmed">
        {t("sessions-explained")}
      </Text>
      <ul className="plain-list sessions" aria-label={t("sessions")}>
        {sessions.data.map((session) => (
          <SessionItem key={session.id} session={session} onEnd={() => setEnding(session)} />
        ))}
      </ul>
      {others.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("sessions-only-this")}
        </Text>
      ) : (
        <Group>
          <Button variant="default" onClick={() => setEnding("others")}>
            {t("sessions-end-others")}
          </Button>
        </Group>
      )}
      {ending && <EndSessionDialog ending={ending} onClose={() => setEnding(null)} />}
    </Stack>
  );
}

function SessionItem({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const t = useText();
  const now = useServiceNow();
  const name = sessionName(session, t);
  const began = formatDateTime(session.createdAt, t.language);
  return (
    <li className="session">
      <div className="session-words">
        <Group gap="xs">
          <Text fw={500} dir="auto" className="wrap-anywhere">
            {name}
          </Text>
          {session.current && <Badge variant="light">{t("session-this")}</Badge>}
        </Group>
        <Text size="sm">{t("session-used", { when: formatRelative(session.lastUsedAt, t.language, now) })}</Text>
        <Text size="xs" c="dimmed">
          {session.origin
            ? t("session-began-from", { when: began, origin: session.origin })
            : t("session-began", { when: began })}
        </Text>
        <Text size="xs" c="dimmed">
          {t("session-ends", { when: formatDateTime(session.expiresAt, t.language) })}
        </Text>
      </div>
      {!session.current && (
        <Button variant="default" size="xs" aria-label={t.label("session-end-name", { name })} onClick={onEnd}>
          {t("session-end")}
        </Button>
      )}
    </li>
  );
}
