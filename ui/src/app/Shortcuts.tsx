import { Kbd, Table } from "@mantine/core";
import { useHotkeys, useOs } from "@mantine/hooks";
import { useState } from "react";
import { Dialog } from "../components/Dialog";
import { undoLast } from "../components/staleNotices";
import { commands } from "../lib/commands";
import { OPEN_DIALOG } from "../lib/focus";
import { useText } from "../lib/text";
import { leave } from "../lib/unsaved";

/** What the keyboard does wherever one is in a session, and the dialog that says so. */
export function Shortcuts() {
  const t = useText();
  const [opened, setOpened] = useState(false);
  const help = () => setOpened(true);
  const close = () => leave(() => void commands.closeWindow().catch(() => {}));
  useHotkeys(
    [
      ["mod+F", focusSearch],
      ["mod+W", close],
      ["mod+Q", close],
      ["F1", help],
    ],
    [],
  );
  // Not while typing: there, these keys are the field's.
  useHotkeys([
    ["mod+Z", undoLast],
    ["mod+A", () => undefined],
    ["?", help],
    ["shift+?", help],
  ]);
  return (
    <Dialog opened={opened} onClose={() => setOpened(false)} title={t("shortcuts")} size="sm">
      <Keys />
    </Dialog>
  );
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
  const keys: [words: string, keys: string[]][] = [
    [t("find-person"), [mod, "K"]],
    [t("shortcut-search"), [mod, "F"]],
    [t("create-user"), [mod, "N"]],
    [t("shortcut-undo"), [mod, "Z"]],
    [t("shortcut-close"), [mod, "W"]],
    [t("shortcut-quit"), [mod, "Q"]],
    [t("shortcuts"), ["F1"]],
  ];
  return (
    <Table>
      <Table.Tbody>
        {keys.map(([words, pressed]) => (
          <Table.Tr key={words}>
            <Table.Th scope="row" fw={400}>
              {words}
            </Table.Th>
            <Table.Td ta="end">
              {pressed.map((key) => (
                <Kbd key={key} ms={4}>
                  {key}
                </Kbd>
              ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
