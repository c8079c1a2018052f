import { unexpected } from "./never";
import type { Text } from "./text";
import type { Language, Role } from "./types";

export function roleName(role: Role, t: Text): string {
  switch (role) {
    case "user":
      return t("role-user");
    case "administrator":
      return t("role-administrator");
    default:
      return unexpected(role, role);
  }
}

/** A language in its own words. */
export function languageName(language: Language, t: Text): string {
  switch (language) {
    case "en":
      return t("language-en");
    case "fr":
      return t("language-fr");
    case "es":
      return t("language-es");
    case "de":
      return t("language-de");
    case "pt-BR":
      return t("language-pt-BR");
    case "ar":
      return t("language-ar");
    default:
      return unexpected(language, language);
  }
}
