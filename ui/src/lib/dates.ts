/** Dates and times in the UI's language and this computer's time zone. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `23 Nov 2026, 20:41`. */
export function formatDateTime(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
}

/** `23 Nov 2026`. */
export function formatDate(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(instant));
}

/** `5 minutes ago`, `in 3 days`; beyond a month the date itself. */
export function formatRelative(instant: string, language: string, now: number): string {
  const distance = new Date(instant).getTime() - now;
  const size = Math.abs(distance);
  if (size >= 30 * DAY) return formatDate(instant, language);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (size < MINUTE) return words.format(0, "second");
  if (size < HOUR) return words.format(Math.trunc(distance / MINUTE), "minute");
  if (size < DAY) return words.format(Math.trunc(distance / HOUR), "hour");
  return words.format(Math.trunc(distance / DAY), "day");
}
