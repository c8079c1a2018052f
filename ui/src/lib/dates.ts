/** Dates and times in the UI's language and this computer's time zone. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Making a formatter takes longer than drawing a row, so each language's are made once. */
interface Formatters {
  dateTime: Intl.DateTimeFormat;
  seconds: Intl.DateTimeFormat;
  date: Intl.DateTimeFormat;
  time: Intl.DateTimeFormat;
  relative: Intl.RelativeTimeFormat;
  relativeShort: Intl.RelativeTimeFormat;
}

const made = new Map<string, Formatters>();

function formattersOf(language: string): Formatters {
  const known = made.get(language);
  if (known) return known;
  const formatters = {
    dateTime: new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }),
    seconds: new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" }),
    date: new Intl.DateTimeFormat(language, { dateStyle: "medium" }),
    time: new Intl.DateTimeFormat(language, { timeStyle: "short" }),
    relative: new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
    relativeShort: new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }),
  };
  made.set(language, formatters);
  return formatters;
}

/** `23 Nov 2026, 20:41`. */
export function formatDateTime(instant: string, language: string): string {
  return formattersOf(language).dateTime.format(new Date(instant));
}

/** The same to the second, where several things in a minute have to be told apart: `23 Nov 2026, 20:41:07`. */
export function formatDateTimeSeconds(instant: string, language: string): string {
  return formattersOf(language).seconds.format(new Date(instant));
}

/** `23 Nov 2026`. */
export function formatDate(instant: string, language: string): string {
  return formattersOf(language).date.format(new Date(instant));
}

/** `10:42` of the same day, else with its date. */
export function formatMoment(instant: string, language: string, now: number): string {
  const { date, time } = formattersOf(language);
  const moment = new Date(instant);
  const sameDay = date.format(moment) === date.format(new Date(now));
  return sameDay ? time.format(moment) : formatDateTime(instant, language);
}

/** `5 minutes ago`, `in 3 days`, to the nearest; beyond a month the date itself. */
export function formatRelative(instant: string, language: string, now: number): string {
  return relatively(instant, language, now, formattersOf(language).relative);
}

/** The same where there is little room: `5 min. ago`. */
export function formatRelativeShort(instant: string, language: string, now: number): string {
  return relatively(instant, language, now, formattersOf(language).relativeShort);
}

function relatively(instant: string, language: string, now: number, relative: Intl.RelativeTimeFormat): string {
  const distance = new Date(instant).getTime() - now;
  const size = Math.abs(distance);
  if (size >= 30 * DAY) return formatDate(instant, language);
  // Rounded before the unit is chosen: 59.7 minutes are an hour, not 60 minutes.
  const count = (unit: number) => Math.sign(distance) * Math.round(size / unit);
  if (size < MINUTE) return relative.format(0, "second");
  if (Math.abs(count(MINUTE)) < 60) return relative.format(count(MINUTE), "minute");
  if (Math.abs(count(HOUR)) < 24) return relative.format(count(HOUR), "hour");
  return relative.format(count(DAY), "day");
}
