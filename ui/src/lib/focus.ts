/** What the program can move the focus to, in the order of the page. */
const CONTROLS = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';
const NOTICES = ".mantine-Notifications-root";
/** Set by dialogs for as long as they are open; they stay on the page while they fade away. */
export const OPEN_DIALOG = "data-dialog-open";
/** On a row: whom it is about. On a control: what it does there. */
export const SUBJECT = "data-subject";
export const ACTION = "data-action";

/** How long a row that is asked for may take to appear (milliseconds). */
const PATIENCE = 20_000;

/** Where the focus was, with what is needed to find a place near it when that control is gone. */
export interface Spot {
  element: HTMLElement;
  action: string | null;
  subject: string | null;
  /** The row's place in its table. */
  row: number | null;
  /** What it stands in, from the nearest outwards. */
  around: readonly HTMLElement[];
}

/** Remembers a control and where it stands; nothing of the page itself. */
export function spotOf(element: Element | null): Spot | null {
  if (!(element instanceof HTMLElement) || element === document.body || element === document.documentElement)
    return null;
  const row = element.closest("tr[aria-rowindex]");
  return {
    element,
    action: element.getAttribute(ACTION),
    subject: row?.getAttribute(SUBJECT) ?? null,
    row: row && Number(row.getAttribute("aria-rowindex")),
    around: ancestorsOf(element),
  };
}

/** Moves the focus to where it was, or to the nearest place that is left. */
export function returnTo(spot: Spot | null): void {
  const place = spot && placeNear(spot);
  focusOn(inOpenDialog(place) ?? document.querySelector<HTMLElement>("main"));
}

/** The last one to do something used the keyboard: they are shown where the focus is. */
let byKeyboard = false;

function focusOn(place: HTMLElement | null): void {
  const options: FocusOptions & { focusVisible: boolean } = { preventScroll: true, focusVisible: byKeyboard };
  place?.focus(options);
}

function placeNear(spot: Spot): HTMLElement | null {
  if (isUsable(spot.element)) return spot.element;
  return inRowOf(spot.subject, spot.action) ?? inRowNear(spot) ?? nearby(spot);
}

/** The same control of the same person, wherever their row is now. */
function inRowOf(subject: string | null, action: string | null): HTMLElement | null {
  if (subject === null) return null;
  return controlIn(document.querySelector(`tr[${SUBJECT}="${CSS.escape(subject)}"]`), action);
}

/** That control of the row that has come into the place, or of the last row. */
function inRowNear({ around, row, action }: Spot): HTMLElement | null {
  const table = around.find((element) => element instanceof HTMLTableElement && element.isConnected);
  if (!table || row === null) return null;
  const rows = [...table.querySelectorAll<HTMLElement>("tbody tr[aria-rowindex]")];
  const next = rows.find((one) => Number(one.getAttribute("aria-rowindex")) >= row) ?? rows.at(-1) ?? null;
  return controlIn(next, action);
}

/** In what is left around it: the tab that is open, or else the control before it, or the first. */
function nearby({ element, around }: Spot): HTMLElement | null {
  for (const left of around) {
    if (!left.isConnected || left.matches("body, html, #root")) continue;
    if (left.tagName === "MAIN") return left;
    const tab = left.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
    const controls = controlsIn(left);
    const found = tab ?? controls.filter((one) => isBefore(one, element)).at(-1) ?? controls[0];
    if (found) return found;
  }
  return null;
}

function isBefore(one: HTMLElement, other: HTMLElement): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && other.isConnected;
}

function controlIn(place: Element | null, action: string | null): HTMLElement | null {
  if (!place) return null;
  const controls = controlsIn(place);
  return controls.find((control) => action !== null && control.getAttribute(ACTION) === action) ?? controls[0] ?? null;
}

function controlsIn(place: Element): HTMLElement[] {
  return [...place.querySelectorAll<HTMLElement>(CONTROLS)].filter(isUsable);
}

function isUsable(element: HTMLElement): boolean {
  if (!element.isConnected || element.matches(":disabled")) return false;
  return element.closest('[hidden], [inert], [aria-hidden="true"]') === null && (element.checkVisibility?.() ?? true);
}

function ancestorsOf(element: HTMLElement): HTMLElement[] {
  const around: HTMLElement[] = [];
  for (let one = element.parentElement; one; one = one.parentElement) around.push(one);
  return around;
}

/** What lies outside of an open dialog cannot have the focus. */
function inOpenDialog(place: HTMLElement | null): HTMLElement | null {
  const dialog = [...document.querySelectorAll(`[${OPEN_DIALOG}="true"]`)].at(-1);
  if (!dialog || (place && dialog.contains(place))) return place;
  return controlIn(dialog, null) ?? place;
}

let wished: { subject: string; until: number } | null = null;

/** Has the focus go to a person's row as soon as it is there, unless somebody moves on before. */
export function focusRowOf(subject: string): void {
  wished = { subject, until: Date.now() + PATIENCE };
  // It may be there already, and nothing else change.
  requestAnimationFrame(grantWish);
}

function grantWish(): void {
  if (wished && wished.until < Date.now()) wished = null;
  const there = wished && inRowOf(wished.subject, null);
  if (!there || inOpenDialog(there) !== there) return;
  wished = null;
  focusOn(there);
}

/**
 * Keeps the focus on the page for as long as it runs: when what had it goes away, the nearest place gets it. Answers with how
 * to stop.
 *
 * A control that is disabled because its work is under way gets the focus back when that is done.
 */
export function keepFocus(): () => void {
  let last: Spot | null = null;
  /** The last one that was not in a notice: notices go by themselves. */
  let beneath: Spot | null = null;

  const onFocus = ({ target }: FocusEvent) => {
    last = spotOf(target as Element);
    if (last && !last.element.closest(NOTICES)) beneath = last;
  };
  const onKey = () => {
    byKeyboard = true;
    wished = null;
  };
  // Whoever presses on nothing wants the focus to be nowhere.
  const onPointer = ({ target }: Event) => {
    byKeyboard = false;
    wished = null;
    if (target instanceof Element && target.closest(`${CONTROLS}, label, [tabindex]`) === null) last = null;
  };
  const look = () => {
    grantWish();
    if (!last || !isNowhere()) return;
    if (last.element.isConnected && last.element.matches("[data-loading]")) return;
    const left = last;
    last = null;
    returnTo(left.around.some((one) => one.matches(NOTICES)) ? beneath : left);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["disabled", "data-loading", "hidden", "inert"],
  });
  document.addEventListener("focusin", onFocus);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("pointerdown", onPointer, true);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", onFocus);
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("pointerdown", onPointer, true);
  };
}

/** Nothing has the focus, or what can no longer be used. */
function isNowhere(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.matches(":disabled");
}
