import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconClockUp, IconTrash } from "@tabler/icons-react";
import { useText } from "../../lib/text";
import type { PendingMark } from "../../lib/types";
import { usePendingPanel } from "./panel";
import { markWords } from "./words";
import "./pending.css";

interface Props {
  marks: readonly PendingMark[];
}

/** Says on a row what is not in force yet, and leads there. */
export function PendingBadge({ marks }: Props) {
  const t = useText();
  const panel = usePendingPanel();
  const [first] = marks;
  if (!first) return null;
  const { attention, leaving, words, shown, what } = markWords(marks, t);
  const name = t.label("pending-what", { words, what });
  const Icon = attention ? IconAlertTriangle : leaving ? IconTrash : IconClockUp;
  return (
    <UnstyledButton
      className="pending-badge"
      data-attention={attention || undefined}
      data-leaving={leaving || undefined}
      aria-label={name}
      title={name}
      onClick={() => panel.open(first.id)}
    >
      <Icon size={13} aria-hidden />
      <span>{shown}</span>
    </UnstyledButton>
  );
}
