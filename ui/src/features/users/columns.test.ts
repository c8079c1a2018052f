import { expect, it } from "vitest";
import { type ColumnId, widthsAt } from "./columns";

const ACTIVE: ColumnId[] = ["lastName", "loginEmail", "role", "language", "lastActiveAt"];
const PENDING: ColumnId[] = ["lastName", "loginEmail", "role", "language", "createdAt"];

/** What is left by the navigation and the buttons of a row, in a window as it first opens. */
const ROOM = { active: 838, pending: 774 };

function sum(widths: readonly number[]): number {
  return widths.reduce((whole, width) => whole + width, 0);
}

it("gives names and emails what the other columns have no use for", () => {
  const [name, email, role] = widthsAt(ACTIVE, ROOM.active) as [number, number, number];
  // “Billing Manager” in its badge, and the padding of a cell.
  expect(role).toBeGreaterThanOrEqual(132);
  expect(role).toBeLessThan(144);
  expect(name).toBeGreaterThanOrEqual(180);
  expect(email).toBeGreaterThanOrEqual(262);
  const [widerName, widerEmail, widerRole] = widthsAt(ACTIVE, 1_500) as [number, number, number];
  expect(widerRole).toBeLessThanOrEqual(180);
  expect(widerName + widerEmail).toBeGreaterThan(900);
});

it("gives a name in two words its room, and takes none from the emails", () => {
  const [name, email] = widthsAt(PENDING, ROOM.pending) as [number, number];
  // “Дмитрий Петрович”, and the padding of a cell.
  expect(name).toBeGreaterThanOrEqual(131 + 24);
  expect(email).toBeGreaterThanOrEqual(207);
});

it("keeps room for the longest role and the header, in French, too", () => {
  const [, , role, language, invitation] = widthsAt(PENDING, ROOM.pending) as [number, number, number, number, number];
  // “Administrateur”, “Billing Manager” in its badge.
  expect(role).toBeGreaterThanOrEqual(95 + 24);
  // “Language”, “Português”.
  expect(language).toBeGreaterThanOrEqual(66 + 24);
  // “Envoyée il y a 59 min”, with its sign.
  expect(invitation).toBeGreaterThanOrEqual(160 + 24);
});

it("hands out all the room there is, and no more", () => {
  for (const room of [386, 536, 676, 766, 830, 1_500]) {
    for (const ids of [ACTIVE, PENDING, ["lastName", "role", "createdAt"] as ColumnId[], ["lastName"] as ColumnId[]]) {
      const whole = sum(widthsAt(ids, room));
      expect(whole).toBeLessThanOrEqual(room);
      expect(whole).toBeGreaterThan(room - ids.length);
    }
  }
});
