import { Button } from "@mantine/core";
import { languageName, roleName } from "../../lib/names";
import { unexpected } from "../../lib/never";
import { useText } from "../../lib/text";
import type { CreateUser, PendingChange, PendingMark } from "../../lib/types";
import { PendingBadge } from "../pending/PendingBadge";
import { usePendingPanel } from "../pending/panel";
import { needsAttention } from "../pending/words";
import type { ColumnId } from "./columns";

/** What stands in a column of an invitation that is not in force yet. */
export function creationCell(id: ColumnId, change: PendingChange, compact: boolean) {
  if (change.edit.action !== "create") return null;
  const { user } = change.edit;
  switch (id) {
    case "lastName":
      return <NameOfCreation change={change} user={user} compact={compact} />;
    case "loginEmail":
      return <EmailsOfCreation user={user} />;
    case "role":
      return <RoleOfCreation user={user} />;
    case "language":
      return <LanguageOfCreation user={user} />;
    case "createdAt":
      return <InvitationOfCreation change={change} />;
    case "lastActiveAt":
    case "removed":
      return null;
    default:
      return unexpected(id, null);
  }
}

function NameOfCreation({ change, user, compact }: { change: PendingChange; user: CreateUser; compact: boolean }) {
  const mark: PendingMark = { id: change.id, action: change.edit.action, state: change.state };
  return (
    <>
      <span className="user-line user-name" title={change.subjectName}>
        <span dir="auto" className="user-text">
          {change.subjectName}
        </span>
      </span>
      <span className="user-line user-second user-marked">
        <PendingBadge marks={[mark]} />
        {compact && (
          <span dir="auto" className="user-text" title={user.loginEmail}>
            {user.loginEmail}
          </span>
        )}
      </span>
    </>
  );
}

function EmailsOfCreation({ user }: { user: CreateUser }) {
  return (
    <>
      <span dir="auto" className="user-line user-text" title={user.loginEmail}>
        {user.loginEmail}
      </span>
      {user.communicationEmail !== user.loginEmail && (
        <span dir="auto" className="user-line user-text user-second" title={user.communicationEmail}>
          {user.communicationEmail}
        </span>
      )}
    </>
  );
}

function RoleOfCreation({ user }: { user: CreateUser }) {
  const t = useText();
  return <span className="user-words">{roleName(user.role, t)}</span>;
}

function LanguageOfCreation({ user }: { user: CreateUser }) {
  const t = useText();
  return (
    <span className="user-words" lang={user.language}>
      {languageName(user.language, t)}
    </span>
  );
}

/** There is no invitation yet: what stands in its place is whether it waits or was refused. */
function InvitationOfCreation({ change }: { change: PendingChange }) {
  const t = useText();
  const refused = needsAttention(change.state);
  return (
    <span className="user-line invitation" data-tone={refused ? "bad" : "waiting"}>
      <span className="user-sign" data-sign="clock" />
      <span className="user-text">{refused ? t("invitation-refused") : t("invitation-waits")}</span>
    </span>
  );
}

/** The one thing to do about an invitation that is not in force yet. */
export function LookAtCreation({ creation }: { creation: PendingChange }) {
  const t = useText();
  const panel = usePendingPanel();
  return (
    <div className="user-actions">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t.label("show-name", { name: creation.subjectName })}
        onClick={() => panel.open(creation.id)}
      >
        {t("show")}
      </Button>
    </div>
  );
}
