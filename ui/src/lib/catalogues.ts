import { FluentBundle, FluentResource } from "@fluent/bundle";
import enShared from "../../../locales/en/shared.ftl?raw";
import enUi from "../../../locales/en/ui.ftl?raw";
import frShared from "../../../locales/fr/shared.ftl?raw";
import frUi from "../../../locales/fr/ui.ftl?raw";
import type { UiLanguage } from "./languages";

const SOURCES: Record<UiLanguage, readonly string[]> = {
  en: [enShared, enUi],
  fr: [frShared, frUi],
};

/** The catalogues to look a message up in, in that order: the language's own, then English. */
export function bundlesFor(language: UiLanguage): FluentBundle[] {
  const order: UiLanguage[] = language === "en" ? ["en"] : [language, "en"];
  return order.map(bundle);
}

function bundle(language: UiLanguage): FluentBundle {
  // Names of things people search for by name (ARIA) must not carry invisible marks, so isolation is applied by `Text`
  // to the values that need it instead of by Fluent to all.
  const catalogue = new FluentBundle(language, { useIsolating: false });
  for (const source of SOURCES[language]) {
    const problems = catalogue.addResource(new FluentResource(source));
    if (problems.length > 0) throw new Error(`locales/${language}: ${problems.join("; ")}`);
  }
  return catalogue;
}
