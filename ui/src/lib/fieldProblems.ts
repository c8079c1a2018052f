import { Refusal } from "./refusal";
import type { Text } from "./text";
import type { FieldProblem } from "./types";

const ADDRESS_FIELDS: readonly string[] = ["loginEmail", "communicationEmail"];
const PASSWORD_FIELDS: readonly string[] = ["password", "newPassword", "currentPassword"];

/** What to say beside each field a command found fault with, by the field's name; nothing for any other error. */
export function fieldMessages(thrown: unknown, t: Text): Record<string, string> {
  if (!(thrown instanceof Refusal)) return {};
  const messages: Record<string, string> = {};
  for (const problem of thrown.error.errors) {
    const field = problem.field.replace(/[.[].*$/, "");
    messages[field] ??= wordFieldProblem({ ...problem, field }, t);
  }
  return messages;
}

/** The service's codes in the UI's language; its own English words for a code this version does not know. */
function wordFieldProblem({ field, code, message }: FieldProblem, t: Text): string {
  const address = ADDRESS_FIELDS.includes(field);
  const password = PASSWORD_FIELDS.includes(field);
  switch (code) {
    case "required":
      return t("field-required");
    case "too-long":
      return address ? t("field-address-too-long") : password ? t("field-password-too-long") : t("field-name-too-long");
    case "invalid-characters":
      return address ? t("field-address-characters") : t("field-name-characters");
    case "invalid-address":
      return t("field-address-invalid");
    case "too-short":
      return t("field-password-too-short");
    case "too-common":
      return t("field-password-too-common");
    case "personal":
      return t("field-password-personal");
    case "unknown-language":
      return t("field-language-unknown");
    default:
      return message;
  }
}
