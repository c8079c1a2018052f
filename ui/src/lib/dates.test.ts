import { expect, it } from "vitest";
import { formatDate, formatDateTime, formatMoment, formatRelative, formatRelativeShort } from "./dates";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const at = (milliseconds: number) => new Date(NOW + milliseconds).toISOString();
const HOUR = 3_600_000;

it.each([
  [-5_000, "now"],
  [-80_000, "1 minute ago"],
  [-100_000, "2 minutes ago"],
  [-59 * 60_000, "59 minutes ago"],
  [-59.7 * 60_000, "1 hour ago"],
  [-2 * HOUR, "2 hours ago"],
  [23.8 * HOUR, "tomorrow"],
  [-25 * HOUR, "yesterday"],
  [-6.9 * 24 * HOUR, "7 days ago"],
  // What is left of an invitation's seven days a moment after it was written.
  [7 * 24 * HOUR - 3_000, "in 7 days"],
  [5.1 * 24 * HOUR, "in 5 days"],
])("%d ms from now is %s", (distance, words) => {
  expect(formatRelative(at(distance), "en", NOW)).toBe(words);
});

it.each([
  ["en", -7 * 60_000, "7 min. ago"],
  ["fr", -7 * 60_000, "il y a 7 min"],
  ["en", -25 * HOUR, "yesterday"],
  ["en", -3 * 24 * HOUR, "3 days ago"],
])("%s: %d ms from now is %s where there is little room", (language, distance, words) => {
  expect(formatRelativeShort(at(distance), language, NOW).replace(/\s/g, " ")).toBe(words);
});

it("leaves out the day of a moment of today", () => {
  const time = (hours: number) => formatMoment(at(hours * HOUR), "en", NOW).replace(/\s/g, " ");
  expect(time(-1.3)).toBe("10:42 AM");
  expect(time(-25.3)).toBe("Nov 22, 2026, 10:42 AM");
});

it("names the day itself beyond a month", () => {
  expect(formatRelative(at(-40 * 24 * HOUR), "en", NOW)).toBe(formatDate(at(-40 * 24 * HOUR), "en"));
  expect(formatDate("2026-10-14T12:00:00Z", "en")).toBe("Oct 14, 2026");
});

it("speaks the language it is asked to", () => {
  expect(formatRelative(at(-25 * HOUR), "fr", NOW)).toBe("hier");
  expect(formatDateTime("2026-10-14T12:00:00Z", "fr")).toContain("14 oct. 2026");
});
