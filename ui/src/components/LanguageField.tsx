import { NativeSelect, type NativeSelectProps } from "@mantine/core";
import { LANGUAGES } from "../lib/languages";
import { languageName } from "../lib/names";
import { useText } from "../lib/text";
import type { Language } from "../lib/types";

type Props = Omit<NativeSelectProps, "data"> & { languages?: readonly Language[] };

/** A choice among the languages a person can be spoken to in. */
export function LanguageField({ languages = LANGUAGES, ...props }: Props) {
  const t = useText();
  return (
    <NativeSelect
      {...props}
      data={languages.map((language) => ({ value: language, label: languageName(language, t) }))}
    />
  );
}
