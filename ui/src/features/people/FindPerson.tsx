import { Kbd, UnstyledButton } from "@mantine/core";
import { useHotkeys, useOs } from "@mantine/hooks";
import { IconUserSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "../../lib/text";
import { FindPersonDialog } from "./FindPersonDialog";

/** The way to any person of any account: a button, and Ctrl+K (Cmd+K) from wherever one is. */
export function FindPerson() {
  const t = useText();
  const mac = useOs() === "macos";
  const [opened, setOpened] = useState(false);
  const [turn, setTurn] = useState(0);
  const open = () => {
    setTurn(turn + 1);
    setOpened(true);
  };
  // Also while typing; not over a dialog, in which something may have been typed that going elsewhere would lose.
  useHotkeys([["mod+K", () => document.querySelector("[aria-modal=true]") === null && open()]], []);
  return (
    <>
      <UnstyledButton
        className="shell-link shell-find"
        title={t("find-person")}
        aria-keyshortcuts={mac ? "Meta+K" : "Control+K"}
        onClick={open}
      >
        <IconUserSearch size={20} stroke={1.6} aria-hidden />
        <span className="shell-link-words">{t("find-person")}</span>
        <Kbd size="xs" className="shell-keys" aria-hidden>
          {mac ? "⌘K" : "Ctrl K"}
        </Kbd>
      </UnstyledButton>
      {turn > 0 && <FindPersonDialog key={turn} opened={opened} onClose={() => setOpened(false)} />}
    </>
  );
}
