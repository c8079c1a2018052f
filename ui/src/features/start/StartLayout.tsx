import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Brand } from "../../components/Brand";
import { Notices } from "../../components/Notices";
import { notifyProblem } from "../../components/notify";
import { useText } from "../../lib/text";
import { usePageTitle } from "../../lib/usePageTitle";
import { useCancelAddingAccount } from "../accounts/mutations";
import { KeyringNotice } from "../session/KeyringNotice";
import { NoticeAlert } from "../session/NoticeAlert";
import { useStatus } from "../session/queries";
import { useNotice } from "../session/useNotice";
import { PolicyNotice } from "./PolicyNotice";
import { StartPreferences } from "./StartPreferences";
import "./start.css";

/** What a form is called by that takes the focus past the heading. */
export const START_HEADING = "start-heading";

interface Props {
  title: string;
  lead?: string;
  wide?: boolean;
  onBack?: (() => void) | undefined;
  /** Where reading begins: at the heading, or where the screen itself puts the focus. */
  startAt?: "heading" | "field";
  children: ReactNode;
}

/** Back to the account one was in, when the start is shown to add another one. */
function CancelAdding() {
  const t = useText();
  const adding = useStatus().data?.addingAccount ?? false;
  const cancel = useCancelAddingAccount();
  if (!adding) return null;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      className="start-cancel"
      loading={cancel.isPending}
      onClick={() => cancel.mutate(undefined, { onError: (refused) => notifyProblem(refused, t) })}
    >
      {t("cancel")}
    </Button>
  );
}

/** The frame of everything that comes before work: one question at a time, in the middle of the window. */
export function StartLayout({ title, lead, wide = false, onBack, startAt = "heading", children }: Props) {
  const t = useText();
  usePageTitle(title);
  const { notice, close } = useNotice();
  const heading = useRef<HTMLHeadingElement>(null);
  // One question follows another without a new page: begin reading each at its heading.
  useEffect(() => {
    if (startAt === "heading") heading.current?.focus({ preventScroll: true });
  }, [startAt]);
  return (
    <div className="start">
      <main className="start-main" data-wide={wide || undefined}>
        <Brand />
        <NoticeAlert notice={notice} onClose={close} />
        <KeyringNotice />
        <PolicyNotice />
        <Paper withBorder radius="lg" p="xl" className="start-card">
          <Stack gap="lg">
            <div className="start-ways">
              {onBack && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconArrowLeft size={16} aria-hidden className="flip-rtl" />}
                  onClick={onBack}
                >
                  {t("back")}
                </Button>
              )}
              <CancelAdding />
            </div>
            <div>
              <Title order={1} id={START_HEADING} ref={heading} tabIndex={-1} className="quiet-focus">
                {title}
              </Title>
              {lead && (
                <Text c="dimmed" size="sm" mt={4}>
                  {lead}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </Paper>
      </main>
      <Notices />
      <Group component="footer" className="start-footer" justify="center" gap="md">
        <StartPreferences />
      </Group>
    </div>
  );
}
