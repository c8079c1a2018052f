import { formatDateTime } from "../../lib/dates";
import { LANGUAGES } from "../../lib/languages";
import { languageName } from "../../lib/names";
import type { Text } from "../../lib/text";

/** What a field held, as the forms call it; nothing is said in words, too. */
export function wordValues(field: string, values: readonly string[], t: Text): string {
  if (values.length === 0) return t("audit-nothing");
  return values.map((value) => wordValue(field, value, t)).join(", ");
}

function wordValue(field: string, value: string, t: Text): string {
  if (field === "createdAt" || field === "expiresAt") return formatDateTime(value, t.language);
  switch (`${field} ${value}`) {
    case "role user":
      return t("role-user");
    case "role administrator":
      return t("role-administrator");
    case "status pending":
      return t("status-pending");
    case "status active":
      return t("status-active");
    case "status removed":
      return t("status-removed");
    case "permissions billingManager":
      return t("permission-billing-manager");
    case "delivery queued":
      return t("invitation-queued");
    case "delivery sent":
      return t("invitation-sent");
    case "delivery failed":
      return t("invitation-failed");
    case "reason invitation-used":
      return t("audit-reason-used");
    case "reason invitation-expired":
      return t("audit-reason-expired");
    case "reason invitation-revoked":
      return t("audit-reason-revoked");
  }
  const language = field === "language" ? LANGUAGES.find((known) => known === value) : undefined;
  return language ? languageName(language, t) : value;
}
