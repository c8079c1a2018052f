import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { commands } from "../lib/commands";
import { beNoBrowser } from "./noBrowser";

beforeAll(beNoBrowser);

afterEach(() => document.body.replaceChildren());

/** Whether the web view gets to do what it does by itself. */
function passes(event: Event, target: EventTarget = document.body): boolean {
  return target.dispatchEvent(event);
}

function key(name: string, held: KeyboardEventInit = {}): KeyboardEvent {
  return new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...held });
}

function mouse(kind: string, over: MouseEventInit = {}): MouseEvent {
  return new MouseEvent(kind, { bubbles: true, cancelable: true, ...over });
}

function field(): HTMLInputElement {
  const input = document.createElement("input");
  document.body.append(input);
  return input;
}

it.each([
  ["F5", {}],
  ["r", { ctrlKey: true }],
  ["R", { ctrlKey: true, shiftKey: true }],
  ["r", { metaKey: true }],
  ["ArrowLeft", { altKey: true }],
  ["BrowserBack", {}],
  ["F3", {}],
  ["g", { ctrlKey: true }],
  ["p", { ctrlKey: true }],
])("is no browser: %s %o", (name, held) => {
  expect(passes(key(name, held))).toBe(false);
});

it.each([
  ["r", {}],
  ["ArrowLeft", {}],
  ["c", { ctrlKey: true }],
  ["v", { ctrlKey: true }],
  ["a", { ctrlKey: true }],
  ["k", { ctrlKey: true }],
])("leaves all else alone: %s %o", (name, held) => {
  expect(passes(key(name, held))).toBe(true);
});

it("leaves a field its words to go through", () => {
  expect(passes(key("ArrowLeft", { altKey: true }), field())).toBe(true);
});

it("does not go back by the mouse's own button", () => {
  expect(passes(mouse("mouseup", { button: 3 }))).toBe(false);
  expect(passes(mouse("mouseup", { button: 0 }))).toBe(true);
});

it("has a menu in fields only, for copy and paste", () => {
  expect(passes(mouse("contextmenu"))).toBe(false);
  expect(passes(mouse("contextmenu"), field())).toBe(true);
});

it.each([
  ["+", "in"],
  ["=", "in"],
  ["-", "out"],
  ["0", "reset"],
] as const)("zooms by Ctrl %s", (name, step) => {
  const zoom = vi.spyOn(commands, "zoom").mockResolvedValue(100);
  expect(passes(key(name, { ctrlKey: true }))).toBe(false);
  expect(zoom).toHaveBeenCalledExactlyOnceWith(step);
});

it("does not zoom by the wheel", () => {
  expect(passes(new WheelEvent("wheel", { ctrlKey: true, bubbles: true, cancelable: true }))).toBe(false);
});
