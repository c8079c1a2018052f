/**
 * Takes away what the web view does as a browser and an application does not: loading the page again, going back and forward,
 * finding in the page, printing and saving it, its own menu. Zoom is kept, and remembered.
 */
import { commands } from "../lib/commands";
import type { ZoomStep } from "../lib/types";

/** Buttons of a mouse that go back and forward. */
const BACK_AND_FORWARD = [3, 4];

const BROWSER_KEYS = new Set(["F3", "F5", "F7", "BrowserBack", "BrowserForward", "BrowserRefresh", "BrowserSearch"]);
/** With Ctrl or ⌘, whether or not Shift is held. */
const BROWSER_LETTERS = new Set(["r", "g", "p", "s", "u", "j", "h", "d", "o"]);
const SIDEWAYS = new Set(["ArrowLeft", "ArrowRight"]);

const ZOOM_KEYS: Record<string, ZoomStep> = { "+": "in", "=": "in", "-": "out", _: "out", "0": "reset" };

/** Listens until the window closes. */
export function beNoBrowser(): void {
  // First of all, so that nothing on the page lets one of them through.
  window.addEventListener("keydown", onKey, { capture: true });
  for (const kind of ["mousedown", "mouseup", "auxclick"] as const) {
    window.addEventListener(kind, onButton, { capture: true });
  }
  window.addEventListener("contextmenu", onMenu, { capture: true });
  window.addEventListener("wheel", onWheel, { capture: true, passive: false });
}

function onKey(event: KeyboardEvent): void {
  const control = event.ctrlKey || event.metaKey;
  const step = control && !event.altKey ? ZOOM_KEYS[event.key] : undefined;
  if (step) {
    event.preventDefault();
    void commands.zoom(step).catch(() => undefined);
  } else if (isBrowserKey(event, control)) {
    // Only what the web view makes of it is taken away: what Roster itself does with a key, it still does.
    event.preventDefault();
  }
}

function isBrowserKey(event: KeyboardEvent, control: boolean): boolean {
  if (BROWSER_KEYS.has(event.key)) return true;
  // Alt or ⌘ and an arrow goes through the pages seen; in a field on macOS it goes through the words.
  if (SIDEWAYS.has(event.key)) return (event.altKey || event.metaKey) && !isEditable(event.target);
  return control && !event.altKey && BROWSER_LETTERS.has(event.key.toLowerCase());
}

function onButton(event: MouseEvent): void {
  if (BACK_AND_FORWARD.includes(event.button)) event.preventDefault();
}

/** In a field, and over selected words, there is something to cut, copy or paste. */
function onMenu(event: MouseEvent): void {
  const words = window.getSelection()?.toString() ?? "";
  if (!isEditable(event.target) && words === "") event.preventDefault();
}

/** Nobody means to zoom who scrolls while a key is still down. */
function onWheel(event: WheelEvent): void {
  if (event.ctrlKey) event.preventDefault();
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, [contenteditable=true]") !== null;
}
