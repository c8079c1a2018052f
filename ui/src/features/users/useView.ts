import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Of every row (pixels): known beforehand, so that the hundred-thousandth has its place without any being read. */
export const ROW_HEIGHT = 52;
/** How long a list stands still before what lies around the view is drawn, too (milliseconds). */
const STILL = 120;
/** How many rows are taken to be in view of a list that has not been laid out yet. */
const SCREENFUL = 14;

/** Which lines of a list are in view: from one place on, and up to before another. */
export interface View {
  from: number;
  to: number;
  /** Nothing of what is in view was so before: the list is being scrolled fast. */
  leap: boolean;
  /** It moved down last, not up. */
  down: boolean;
}

/** The view of a list that is scrolled to there (pixels). */
export function viewAt(offset: number, rows = SCREENFUL): View {
  const from = Math.floor(offset / ROW_HEIGHT);
  return { from, to: from + rows, leap: false, down: true };
}

/** Follows what of a list is in view; it is drawn in the frame in which it is scrolled. `height` (pixels) is the scroller's. */
export function useView(scroller: HTMLElement | null, start: RefObject<number>, height: number) {
  const [view, setView] = useState(() => viewAt(start.current));

  const look = useCallback(() => {
    if (scroller) setView((before) => viewOf(scroller, before));
  }, [scroller]);
  useLayoutEffect(() => {
    if (!scroller) return;
    if (start.current > 0) scroller.scrollTo({ top: start.current });
    start.current = 0;
    // Not while React renders, and before the next frame all the same.
    const follow = () => queueMicrotask(() => flushSync(look));
    scroller.addEventListener("scroll", follow, { passive: true });
    return () => scroller.removeEventListener("scroll", follow);
  }, [scroller, start, look]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height shows more, or less.
  useLayoutEffect(look, [look, height]);
  useEffect(() => {
    if (!view.leap) return;
    const timer = setTimeout(() => setView((now) => ({ ...now, leap: false })), STILL);
    return () => clearTimeout(timer);
  }, [view]);

  const isLeft = useCallback(
    (now: View) => {
      const top = (scroller?.scrollTop ?? 0) / ROW_HEIGHT;
      return scroller !== null && (top >= now.to || top + now.to - now.from <= now.from);
    },
    [scroller],
  );
  return { view, setView, isLeft };
}

function viewOf({ scrollTop, clientHeight }: HTMLElement, before: View): View {
  const from = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT));
  const to = Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT);
  if (before.from === from && before.to === to) return before;
  return { from, to, leap: from >= before.to || to <= before.from, down: from >= before.from };
}
