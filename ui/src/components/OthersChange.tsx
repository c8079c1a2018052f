import { Alert } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { changedFields } from "../lib/changes";
import { useText } from "../lib/text";

/**
 * Lets a form follow what someone else saves: fields that nobody has typed in take it over. Answers with those that were typed
 * in, whose saved value is another one than when that began.
 */
export function useOthersChange<F extends Record<string, unknown>>(form: UseFormReturnType<F>, saved: F): string[] {
  const [base, setBase] = useState(saved);
  const [differing, setDiffering] = useState<readonly string[]>([]);
  const theirs = Object.keys(changedFields(base, saved));
  if (theirs.length > 0) {
    setBase(saved);
    const typed = Object.keys(changedFields(base, form.values));
    const untouched = theirs.filter((field) => !typed.includes(field));
    for (const field of untouched) form.setFieldValue(field as never, saved[field] as never);
    setDiffering([...differing.filter((field) => !theirs.includes(field)), ...theirs]);
  }
  const still = differing.filter((field) => field in changedFields(saved, form.values));
  if (still.length < differing.length) setDiffering(still);
  return still;
}

interface Props {
  changed: readonly string[];
  /** By field, what it is called and what someone else has saved in it. */
  words: Record<string, [name: string, value: string]>;
}

/** Says whose saved values what was typed would replace. */
export function OthersChange({ changed, words }: Props) {
  const t = useText();
  if (changed.length === 0) return null;
  const fields = changed.flatMap((field) => (words[field] ? [words[field].join(": ")] : []));
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} role="status" className="wrap-anywhere">
      {t("settings-edited-meanwhile", { fields: new Intl.ListFormat(t.language).format(fields) })}
    </Alert>
  );
}
