import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { wordRefusal } from "../lib/refusals";
import type { Text } from "../lib/text";

/** How long a notification stays (milliseconds); one with something to do in it stays longer. */
const STAY = 7_000;
const STAY_WITH_ACTION = 15_000;

interface Notice {
  title?: string;
  message: ReactNode;
  action?: { name: string; run: () => void };
}

/** Says that something was done (Mantine gives every notification the role of an alert, so it is read out), with at most one thing to do about it. */
export function notifyDone({ title, message, action }: Notice, t: Text): void {
  const id = notifications.show({
    ...(title !== undefined && { title }),
    message: action ? (
      <Group justify="space-between" align="center" gap="sm" wrap="nowrap">
        <span>{message}</span>
        <Button
          variant="light"
          size="compact-sm"
          flex="none"
          onClick={() => {
            notifications.hide(id);
            action.run();
          }}
        >
          {action.name}
        </Button>
      </Group>
    ) : (
      message
    ),
    color: "teal",
    autoClose: action ? STAY_WITH_ACTION : STAY,
    closeButtonProps: { "aria-label": t("close-notice") },
  });
}

/** Says that something asked for was not done, where there is no form to say it in. */
export function notifyProblem(refused: unknown, t: Text): void {
  notifications.show({
    title: t("not-done"),
    message: wordRefusal(refused, t),
    color: "red",
    autoClose: STAY_WITH_ACTION,
    closeButtonProps: { "aria-label": t("close-notice") },
  });
}
