import { Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useText } from "../lib/text";
import { Dialog } from "./Dialog";
import { FormProblem } from "./FormProblem";

interface Props {
  opened: boolean;
  title: string;
  children: ReactNode;
  confirm: string;
  /** In the place of "Cancel". */
  cancel?: string;
  dangerous?: boolean;
  busy?: boolean;
  problem?: string | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is done that cannot simply be taken back. */
export function ConfirmDialog(props: Props) {
  const { opened, title, children, confirm, cancel, dangerous, busy, problem, onConfirm, onClose } = props;
  const t = useText();
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="md">
      <Stack gap="md">
        <Text component="div" size="sm" className="wrap-anywhere">
          {children}
        </Text>
        <FormProblem message={problem ?? null} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {cancel ?? t("cancel")}
          </Button>
          <Button color={dangerous ? "red" : "roster"} loading={busy ?? false} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
