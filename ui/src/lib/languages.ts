import { negotiateLanguages } from "@fluent/langneg";
import type { Language, WindowLanguage } from "./types";

/** The languages the UI itself speaks; a person may prefer others, in which mails and pages will come to them. */
export const UI_LANGUAGES = ["en", "fr"] as const satisfies readonly WindowLanguage[];
export type UiLanguage = (typeof UI_LANGUAGES)[number];

/** Every language a person can be spoken to in, in the order in which they are offered. */
export const LANGUAGES: readonly Language[] = ["en", "fr", "es", "de", "pt-BR", "ar"];

const RIGHT_TO_LEFT: readonly string[] = ["ar", "he", "fa", "ur"];

/** The first of the wished-for languages that the UI speaks, `fr-CA` being served with `fr`; English when there is none. */
export function chooseUiLanguage(wishes: readonly (string | null | undefined)[]): UiLanguage {
  const asked = wishes.filter((wish): wish is string => Boolean(wish));
  const [chosen] = negotiateLanguages(asked, [...UI_LANGUAGES], { strategy: "lookup", defaultLocale: "en" });
  return UI_LANGUAGES.find((language) => language === chosen) ?? "en";
}

/** The first of the computer's languages in which a person can be spoken to; English when there is none. */
export function systemLanguage(wishes: readonly string[]): Language {
  const [chosen] = negotiateLanguages([...wishes], [...LANGUAGES], { strategy: "lookup", defaultLocale: "en" });
  return LANGUAGES.find((language) => language === chosen) ?? "en";
}

export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}
