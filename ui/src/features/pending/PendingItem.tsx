import { Alert, Badge, Button, Collapse, Group, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconArrowsSplit } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { notifyProblem } from "../../components/notify";
import { formatDateTime, formatRelative } from "../../lib/dates";
import { fieldMessages } from "../../lib/fieldProblems";
import { unexpected } from "../../lib/never";
import { Refusal } from "../../lib/refusal";
import { wordRefusal } from "../../lib/refusals";
import { useText } from "../../lib/text";
import type { CommandError, PendingChange } from "../../lib/types";
import { useNow } from "../../lib/useNow";
import { useUser } from "../users/queries";
import { useRevisePendingChange } from "./mutations";
import { PendingDetails } from "./PendingDetails";
import type { PendingDialog } from "./PendingDialogs";
import { useTellOutcome } from "./useTellOutcome";
import { changeTitle, needsAttention, stateName } from "./words";

interface Props {
  change: PendingChange;
  /** Shown with what it says, and moved to. */
  lookedAt: boolean;
  onDialog: (dialog: PendingDialog) => void;
}

/** One pending change: what it does, how it stands, and what can be done about it. */
export function PendingItem({ change, lookedAt, onDialog }: Props) {
  const t = useText();
  const now = useNow();
  const id = useId();
  const [looking, setLooking] = useState(lookedAt);
  const heading = useArrival(lookedAt && change.state !== "conflict");
  // Whoever comes for a conflict comes to decide it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the panel opens.
  useEffect(() => {
    if (lookedAt && change.state === "conflict") onDialog({ kind: "choose", change });
  }, []);
  return (
    <li className="pending-item" data-state={change.state}>
      <div className="pending-head">
        <Title order={3} size="sm" fw={600} id={id} ref={heading} tabIndex={-1} className="quiet-focus wrap-anywhere">
          {changeTitle(change, t)}
        </Title>
        <Badge
          size="sm"
          variant="light"
          color={needsAttention(change.state) ? "red" : "roster"}
          className="pending-state"
        >
          {stateName(change.state, t)}
        </Badge>
      </div>
      <Text size="xs" c="dimmed" className="wrap-anywhere">
        {change.subjectEmail && <bdi>{change.subjectEmail}</bdi>}
        {change.subjectEmail && " · "}
        <time dateTime={change.madeAt} title={formatDateTime(change.madeAt, t.language)}>
          {formatRelative(change.madeAt, t.language, now)}
        </time>
      </Text>
      {change.problem && <Reason problem={change.problem} />}
      {change.state === "conflict" && (
        <Alert color="yellow" icon={<IconArrowsSplit aria-hidden />} mt="xs" p="xs">
          {t("conflict-explained")}
        </Alert>
      )}
      <Group gap="xs" mt="xs">
        <ItemButton describedBy={id} expanded={looking} onClick={() => setLooking(!looking)}>
          {t("show")}
        </ItemButton>
        <Choices change={change} describedBy={id} onDialog={onDialog} />
      </Group>
      <Collapse expanded={looking}>{looking && <PendingDetails change={change} />}</Collapse>
    </li>
  );
}

function Reason({ problem }: { problem: CommandError }) {
  const t = useText();
  const refusal = new Refusal(problem);
  const fields = Object.values(fieldMessages(refusal, t));
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} mt="xs" p="xs">
      {[wordRefusal(refusal, t), ...fields].join(" ")}
    </Alert>
  );
}

interface ChoicesProps {
  change: PendingChange;
  describedBy: string;
  onDialog: (dialog: PendingDialog) => void;
}

/** What one can do about a change, by how it stands. */
function Choices({ change, describedBy, onDialog }: ChoicesProps) {
  const t = useText();
  const outcome = useTellOutcome();
  const revise = useRevisePendingChange();
  const open = (kind: PendingDialog["kind"]) => () => onDialog({ kind, change });
  const tryAgain = () =>
    revise.mutate(
      { id: change.id, edit: change.edit },
      {
        onSuccess: (became) => outcome.tell(became, () => outcome.tellDone(change)),
        onError: (refused) => notifyProblem(refused, t),
      },
    );
  switch (change.state) {
    case "waiting":
      return (
        <>
          <FormButton change={change} describedBy={describedBy} onClick={open("correct")}>
            {t("edit")}
          </FormButton>
          <ItemButton describedBy={describedBy} onClick={() => outcome.withdraw(change.id)}>
            {t("withdraw")}
          </ItemButton>
        </>
      );
    case "sending":
      return (
        <Text size="xs" c="dimmed">
          {t("pending-sending-explained")}
        </Text>
      );
    case "conflict":
      return (
        <>
          <ItemButton describedBy={describedBy} leading onClick={open("choose")}>
            {t("choose")}
          </ItemButton>
          <ItemButton describedBy={describedBy} onClick={open("drop")}>
            {t("discard")}
          </ItemButton>
        </>
      );
    case "refused":
      return (
        <>
          <FormButton change={change} describedBy={describedBy} leading onClick={open("correct")}>
            {t("edit")}
          </FormButton>
          <ItemButton describedBy={describedBy} busy={revise.isPending} onClick={tryAgain}>
            {t("retry")}
          </ItemButton>
          <ItemButton describedBy={describedBy} onClick={open("drop")}>
            {t("discard")}
          </ItemButton>
        </>
      );
    default:
      return unexpected(change.state, null);
  }
}

/** Opens the form in which the change was made, where it had one, and its record may still be seen. */
function FormButton({ change: { edit }, ...button }: ItemButtonProps & { change: PendingChange }) {
  switch (edit.action) {
    case "create":
      return <ItemButton {...button} />;
    case "update":
    case "restore":
      return <UserFormButton id={edit.id} {...button} />;
    case "remove":
    case "resendInvitation":
    case "deleteInvitation":
      return null;
    default:
      return unexpected(edit, null);
  }
}

function UserFormButton({ id, ...button }: ItemButtonProps & { id: string }) {
  return useUser(id).data ? <ItemButton {...button} /> : null;
}

interface ItemButtonProps {
  /** The id of the heading: which change the button is about. */
  describedBy: string;
  leading?: boolean;
  busy?: boolean;
  expanded?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function ItemButton({ describedBy, leading = false, busy = false, expanded, onClick, children }: ItemButtonProps) {
  return (
    <Button
      size="compact-sm"
      variant={leading ? "filled" : "default"}
      aria-describedby={describedBy}
      aria-expanded={expanded}
      loading={busy}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

/** Moves to the change that was asked for, once. */
function useArrival(lookedAt: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!lookedAt) return;
    // After the drawer has taken the focus in.
    const timer = setTimeout(() => {
      heading.current?.scrollIntoView({ block: "nearest" });
      heading.current?.focus({ preventScroll: true });
    }, 60);
    return () => clearTimeout(timer);
  }, [lookedAt]);
  return heading;
}
