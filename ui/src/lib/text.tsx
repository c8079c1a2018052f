import { LocalizationProvider, ReactLocalization, useLocalization } from "@fluent/react";
import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { bundlesFor } from "./catalogues";
import { directionOf, type UiLanguage } from "./languages";

type Values = Record<string, string | number>;

/** Words in the UI's language, by message id. */
export interface Text {
  /** Words to be read on the screen: a value written in the other direction is kept from disturbing its surroundings. */
  (id: string, values?: Values): string;
  /** Words for a control's accessible name: the values exactly as they are. */
  label: (id: string, values?: Values) => string;
  language: UiLanguage;
}

const LanguageContext = createContext<UiLanguage>("en");

/** Speaks `language` to all below, and says so on the document for screen readers, hyphenation and fonts. */
export function TextProvider({ language, children }: { language: UiLanguage; children: ReactNode }) {
  const localization = useMemo(() => new ReactLocalization(bundlesFor(language)), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  return (
    <LanguageContext value={language}>
      <LocalizationProvider l10n={localization}>{children}</LocalizationProvider>
    </LanguageContext>
  );
}

export function useText(): Text {
  const { l10n } = useLocalization();
  const language = useContext(LanguageContext);
  return useMemo(() => {
    // Words without values are asked for again in every row of a list.
    const known = new Map<string, string>();
    const label = (id: string, values?: Values) => {
      if (values) return l10n.getString(id, values);
      const words = known.get(id) ?? l10n.getString(id);
      known.set(id, words);
      return words;
    };
    const text = (id: string, values?: Values) => label(id, values && isolated(values, language));
    return Object.assign(text, { label, language });
  }, [l10n, language]);
}

const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

function isolated(values: Values, language: UiLanguage): Values {
  const foreign = (value: string) => RIGHT_TO_LEFT_LETTER.test(value) !== (directionOf(language) === "rtl");
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "string" && foreign(value) ? `\u2068${value}\u2069` : value,
    ]),
  );
}
