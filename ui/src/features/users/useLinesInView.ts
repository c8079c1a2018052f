import { type RefObject, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { Line } from "./columns";
import type { ListCopy, Stretch } from "./ListCopy";
import { ROW_HEIGHT, type View } from "./useView";

/** How many rows are drawn beyond those in view, once the list stands still or moves by a few rows. */
const DRAWN_AHEAD = 4;
/** How near to the view a row may be and still not have been read; how far is read when one is. */
const NEAR = 8;
const FAR = 48;

/** The row that holds the focus, by its key, and where it was last. */
export interface Kept {
  key: string;
  place: number;
}

/** What of the users is needed for a view of the lines, among which `before` others come first. */
export function neededOf(view: View, kept: Kept | null, before: number): Stretch[] {
  const shown = { from: Math.max(0, view.from - DRAWN_AHEAD - before), to: view.to + DRAWN_AHEAD - before };
  const place = kept && kept.place - before;
  if (place === null || place < 0 || (place >= shown.from && place < shown.to)) return [shown];
  return [shown, { from: place, to: place + 1 }];
}

/** The lines that are drawn, with the height of what is left out before each and after the last. */
export function useLinesInView(
  copy: ListCopy,
  view: View,
  kept: RefObject<Kept | null>,
  /** Whether the list has been scrolled on to where none of the view is left: it is about to be drawn there. */
  isLeft: (view: View) => boolean,
) {
  const subscribe = useCallback(
    // By the next frame it is known whether what has come is still to be drawn.
    (tell: () => void) => copy.subscribe(() => (isLeft(view) ? requestAnimationFrame(tell) : tell())),
    [copy, view, isLeft],
  );
  useSyncExternalStore(subscribe, copy.getEdition);
  // The invitations that are not in force yet come first; the users follow.
  const before = copy.creations.length;
  const count = before + copy.total;
  const lines = linesOf(copy, placesOf(view, kept.current, count));

  useLayoutEffect(() => {
    const { from, to, leap, down } = view;
    const shift = (ahead: number, behind: number) => ({
      from: from - before - (down ? behind : ahead),
      to: to - before + (down ? ahead : behind),
    });
    const near = leap ? shift(1, 1) : shift(NEAR, NEAR);
    copy.need(neededOf(view, kept.current, before), near, leap ? shift(NEAR, NEAR) : shift(FAR, NEAR));
  }, [copy, view, kept, before]);

  const drawn = useRef(lines);
  useLayoutEffect(() => {
    drawn.current = lines;
    // Whoever has the focus may stand elsewhere by now.
    const moved = lines.find(({ key }) => key === kept.current?.key);
    if (moved) kept.current = { key: moved.key, place: moved.place };
  });
  const keepPlace = useCallback(
    (place: number | null) => {
      const key = drawn.current.find((line) => line.place === place)?.key;
      kept.current = place === null || key === undefined ? null : { key, place };
    },
    [kept],
  );

  const ends = lines.map(({ place }) => place + 1);
  return {
    keepPlace,
    lines,
    gaps: lines.map(({ place }, index) => (place - (ends[index - 1] ?? 0)) * ROW_HEIGHT),
    gapAfter: (count - (ends.at(-1) ?? 0)) * ROW_HEIGHT,
  };
}

/** The places that are drawn, in order. The one that holds the focus is drawn wherever it is, or scrolling would drop the focus. */
function placesOf({ from, to, leap }: View, kept: Kept | null, count: number): number[] {
  const ahead = leap ? 1 : DRAWN_AHEAD;
  const first = Math.max(0, from - ahead);
  const end = Math.min(count, to + ahead);
  const places = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (kept === null || kept.place >= count || (kept.place >= first && kept.place < end)) return places;
  return kept.place < first ? [kept.place, ...places] : [...places, kept.place];
}

/** What is known of these places; a place of which nothing is known yet is left out. */
function linesOf(copy: ListCopy, places: readonly number[]): Line[] {
  const before = copy.creations.length;
  const known = new Set<string>();
  const lines: Line[] = [];
  for (const place of places) {
    const creation = copy.creations[place];
    const row = creation ? undefined : copy.rowAt(place - before);
    const id = creation?.id ?? row?.user.id;
    if (id === undefined) continue;
    // Someone may be read twice for a moment, having moved between two reads.
    const key = known.has(id) ? String(place) : id;
    known.add(id);
    lines.push({ key, place, row, creation });
  }
  return lines;
}
