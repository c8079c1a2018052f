import { Kbd, Table } from "@mantine/core";
import { useHotkeys, useOs } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { Dialog } from "../components/Dialog";
import { undoLast } from "../components/staleNotices";
import { useStatus } from "../features/session/queries";
import { commands } from "../lib/commands";
import { OPEN_DIALOG } from "../lib/focus";
import { useText } from "../lib/text";
import type { Status } from "../lib/types";
import { leave } from "../lib/unsaved";

/** What the keyboard does in the window wherever one is, besides the zoom (`noBrowser.ts`), and the dialog that says what it can do. */
export function WindowShortcuts() {
  const t = useText();
  const [opened, setOpened] = useState(false);
  const help = () => setOpened(true);
  const close = () => leave(() => void commands.closeWindow().catch(() => {}));
  useHotkeys(
    [
      ["mod+W", close],
      ["mod+Q", close],
      ["F1", help],
    ],
    [],
  );
  // Not while typing: there, these keys are the field's.
  useHotkeys([
    ["?", help],
    ["shift+?", help],
  ]);
  return (
    <Dialog opened={opened} onClose={() => setOpened(false)} title={t("shortcuts")} size="sm">
      <Keys />
    </Dialog>
  );
}

/** What the keyboard does wherever one is in a session. */
export function SessionShortcuts() {
  useHotkeys([["mod+F", focusSearch]], []);
  useHotkeys([
    ["mod+Z", undoLast],
    ["mod+A", () => undefined],
  ]);
  return null;
}

function focusSearch(): void {
  if (document.querySelector(`[${OPEN_DIALOG}="true"]`)) return;
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  field?.focus();
  field?.select();
}

function Keys() {
  const t = useText();
  const mod = useOs() === "macos" ? "⌘" : t("key-control");
  const inSession: [words: string, keys: string[], or?: string[]][] = [
    [t("find-person"), [mod, "K"]],
    [t("shortcut-search"), [mod, "F"], ["/"]],
    [t("create-user"), [mod, "N"]],
    [t("shortcut-undo"), [mod, "Z"]],
  ];
  const anywhere: typeof inSession = [
    [t("shortcut-zoom-in"), [mod, "+"]],
    [t("shortcut-zoom-out"), [mod, "−"]],
    [t("shortcut-zoom-reset"), [mod, "0"]],
    [t("shortcut-close"), [mod, "W"]],
    [t("shortcut-quit"), [mod, "Q"]],
    [t("shortcuts"), ["F1"], ["?"]],
  ];
  const status = useStatus().data;
  const keys = status && hasScreens(status) ? [...inSession, ...anywhere] : anywhere;
  return (
    <Table>
      <Table.Tbody>
        {keys.map(([words, pressed, or]) => (
          <Row key={words} words={words}>
            <Pressed keys={pressed} />
            {or && (
              <>
                {" "}
                {t("shortcut-or")} <Pressed keys={or} />
              </>
            )}
          </Row>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ words, children }: { words: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {words}
      </Table.Th>
      <Table.Td ta="end">{children}</Table.Td>
    </Table.Tr>
  );
}

function Pressed({ keys }: { keys: string[] }) {
  return keys.map((key) => (
    <Kbd key={key} ms={4}>
      {key}
    </Kbd>
  ));
}

/** Whether there are the screens of a session, which have more keys of their own. */
function hasScreens({ stage, session }: Status): boolean {
  return stage === "signedIn" && session !== null && !session.lock;
}
