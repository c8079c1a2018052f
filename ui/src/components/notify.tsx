import { Button, Group } from "@mantine/core";
import { type NotificationData, notifications, notificationsStore } from "@mantine/notifications";
import type { ReactNode } from "react";
import { wordRefusal } from "../lib/refusals";
import type { Text } from "../lib/text";
import { forgetOffer, watchOffer } from "./staleNotices";

/** How long a notification stays (milliseconds); one with something to do in it stays longer. */
const STAY = 7_000;
const STAY_WITH_ACTION = 15_000;

const PROBLEM = "red";

/** More would take the room of what they are about. */
export const NOTICES_AT_MOST = 5;

interface Notice {
  /** By which it can be taken away before its time. */
  id?: string;
  title?: string;
  message: ReactNode;
  /** What can be done about it, at most two things. */
  actions?: { name: string; run: () => void }[];
  /** Whether what it offers to undo is still the last word; asked whenever something has changed. */
  holds?: () => Promise<boolean>;
  /** How long it stays (milliseconds), where that is not as for all. */
  stay?: number;
}

/** Says that something was done (Mantine gives every notification the role of an alert, so it is read out), and what can be done about it. */
export function notifyDone(notice: Notice, t: Text): void {
  notify(notice, "teal", t);
}

/** Says that something was kept on this computer and is not in force yet. */
export function notifySaved(notice: Notice, t: Text): void {
  notify(notice, "roster", t);
}

function notify({ id: given, title, message, actions = [], holds, stay }: Notice, color: string, t: Text): void {
  // What is shown under it already is not told the news.
  if (given !== undefined) notifications.hide(given);
  const id = show({
    ...(given !== undefined && { id: given }),
    ...(title !== undefined && { title }),
    message: (
      <Group justify="flex-end" align="center" gap="xs">
        <span className="notice-words">{message}</span>
        {actions.map(({ name, run }) => (
          <Button
            key={name}
            variant="light"
            size="compact-sm"
            flex="none"
            onClick={() => {
              notifications.hide(id);
              run();
            }}
          >
            {name}
          </Button>
        ))}
      </Group>
    ),
    color,
    autoClose: stay ?? (actions.length > 0 ? STAY_WITH_ACTION : STAY),
    closeButtonProps: { "aria-label": t("close-notice") },
    onClose: () => forgetOffer(id),
  });
  const [undo] = actions;
  if (holds && undo) watchOffer(id, { holds, run: undo.run });
}

/** Says that something asked for was not done, where there is no form to say it in; of whom, if it was about a person. */
export function notifyProblem(refused: unknown, t: Text, person?: { id: string; name: string }): void {
  const problem = wordRefusal(refused, t);
  const id = person && `problem-${person.id}`;
  // Asked for once more, it is said once more, and not twice.
  if (id !== undefined) notifications.hide(id);
  show({
    ...(id !== undefined && { id }),
    title: t("not-done"),
    message: person ? t("problem-of", { name: person.name, problem }) : problem,
    color: PROBLEM,
    autoClose: STAY_WITH_ACTION,
    closeButtonProps: { "aria-label": t("close-notice") },
  });
}

/** Shows one more. Where there are as many as may be, the oldest gives way: one that is no problem, if there is such a one. */
function show(notification: NotificationData): string {
  notifications.updateState(notificationsStore, (shown) => {
    if (shown.length < NOTICES_AT_MOST) return shown;
    const oldest = shown.find(({ color }) => color !== PROBLEM) ?? shown[0];
    return shown.filter((one) => one !== oldest);
  });
  return notifications.show(notification);
}
