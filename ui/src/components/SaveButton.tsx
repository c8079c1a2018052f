import { Button } from "@mantine/core";
import { useText } from "../lib/text";

interface Props {
  busy: boolean;
  /** Whether the form holds anything to save. */
  changed: boolean;
}

/** Saves a form that stays on the screen. With nothing to save it can still have the focus: whoever pressed it keeps their place. */
export function SaveButton({ busy, changed }: Props) {
  const t = useText();
  const idle = !changed && !busy;
  return (
    <Button
      type="submit"
      loading={busy}
      {...(idle && { "aria-disabled": true, "data-disabled": true })}
      // Also by Enter in a field, which presses this button.
      onClick={(event) => idle && event.preventDefault()}
    >
      {t("save")}
    </Button>
  );
}
