import { useLocalStorage } from "@mantine/hooks";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useStatus } from "../features/session/queries";
import { chooseUiLanguage, type UiLanguage } from "../lib/languages";
import { TextProvider } from "../lib/text";

/** The language chosen on this computer for as long as nobody is signed in. */
interface LanguageChoice {
  language: UiLanguage;
  /** The organization has set it: there is no choice. */
  fixed: boolean;
  choose: (language: UiLanguage) => void;
}

const LanguageChoiceContext = createContext<LanguageChoice>({ language: "en", fixed: false, choose: () => undefined });

/** Speaks the language that the organization has set; else that of whoever is signed in; before that, the one chosen here, or the computer's. */
export function PreferredLanguage({ children }: { children: ReactNode }) {
  const status = useStatus();
  const [chosen, choose] = useLocalStorage<UiLanguage | "">({
    key: "roster-language",
    defaultValue: "",
    getInitialValueInEffect: false,
    serialize: (value) => value ?? "",
    deserialize: (value) => (value === "en" || value === "fr" ? value : ""),
  });
  const own = status.data?.session?.me.language ?? chosen;
  const set = status.data?.policy.language ?? null;
  const language = chooseUiLanguage([set, own, ...navigator.languages]);
  const choice = useMemo(() => ({ language, fixed: set !== null, choose }), [language, set, choose]);
  return (
    <LanguageChoiceContext value={choice}>
      <TextProvider language={language}>{children}</TextProvider>
    </LanguageChoiceContext>
  );
}

export function useLanguageChoice(): LanguageChoice {
  return useContext(LanguageChoiceContext);
}
