import { Radio, Text } from "@mantine/core";
import { useId } from "react";
import { formatMoment } from "../../lib/dates";
import { useText } from "../../lib/text";
import type { EditConflict, EditField } from "../../lib/types";
import { useNow } from "../../lib/useNow";
import { fieldName, valueWords } from "./fields";
import { type Changers, useChangers } from "./useChangers";
import "./ConflictChoice.css";

/** Whose value a field is to have. */
export type Side = "mine" | "theirs";

interface Props {
  /** The user whose fields they are. */
  userId: string;
  conflict: EditConflict;
  chosen: Partial<Record<EditField, Side>>;
  onChoose: (field: EditField, side: Side) => void;
}

/** Field by field what there was, what someone else saved and what one typed oneself, and the choice between the two. */
export function ConflictChoice({ userId, conflict, chosen, onChoose }: Props) {
  const t = useText();
  const changers = useChangers(userId);
  return (
    <div className="conflict">
      <Text size="sm">{t("conflict-explained")}</Text>
      {conflict.fields.map((field, place) => (
        <FieldChoice
          key={field}
          first={place === 0}
          field={field}
          conflict={conflict}
          changers={changers}
          chosen={chosen[field] ?? null}
          onChoose={(side) => onChoose(field, side)}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  /** Where the dialog begins. */
  first: boolean;
  changers: Changers;
  field: EditField;
  conflict: EditConflict;
  chosen: Side | null;
  onChoose: (side: Side) => void;
}

function FieldChoice({ first, field, conflict: { base, mine, theirs }, changers, chosen, onChoose }: FieldProps) {
  const t = useText();
  const now = useNow();
  const changer = changers[field];
  const theirName = changer
    ? t("conflict-theirs-by", { name: changer.name, when: formatMoment(changer.at, t.language, now) })
    : t("conflict-theirs");
  const id = useId();
  return (
    <Radio.Group
      label={fieldName(field, t)}
      value={chosen}
      onChange={(value) => onChoose(value === "mine" ? "mine" : "theirs")}
      aria-describedby={id}
      className="conflict-field"
    >
      <div className="conflict-versions">
        <div className="conflict-version" id={id}>
          <Text span size="xs" c="dimmed">
            {t("conflict-base")}
          </Text>
          <bdi>{valueWords(field, base, t)}</bdi>
        </div>
        <Version side="theirs" name={theirName} value={valueWords(field, theirs, t)} first={first} />
        <Version side="mine" name={t("conflict-mine")} value={valueWords(field, mine, t)} />
      </div>
    </Radio.Group>
  );
}

function Version({ side, name, value, first }: { side: Side; name: string; value: string; first?: boolean }) {
  return (
    <Radio
      value={side}
      data-autofocus={first || undefined}
      className="conflict-version"
      label={
        <>
          <Text span size="xs" c="dimmed" display="block">
            {name}
          </Text>
          <bdi>{value}</bdi>
        </>
      }
    />
  );
}
