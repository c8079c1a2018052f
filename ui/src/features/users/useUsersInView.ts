import { useThrottledValue } from "@mantine/hooks";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useMemo, useState } from "react";
import type { UserList } from "../../app/queryKeys";
import type { Line } from "./columns";
import { pagesOf, useUserRows } from "./queries";

/** Of every row (pixels): known beforehand, so that the hundred-thousandth has its place without any being read. */
const ROW_HEIGHT = 52;
const ROWS_AHEAD = 8;
/** While scrolling, how often the part in view is asked for (milliseconds). */
const VIEW_PACE = 80;

/** The lines of a list that are in view, with the height of what is left out before each and after the last. */
export function useUsersInView(list: UserList, scroller: RefObject<HTMLDivElement | null>) {
  const [inView, setInView] = useState("");
  const users = useUserRows(list, usePages(inView));
  // The invitations that are not in force yet come first; the users follow.
  const before = users.creations.length;
  const { virtualizer, keepPlace } = useLines(scroller, before + users.total);
  const items = virtualizer.getVirtualItems();

  const pages = pagesOf(items.map(({ index }) => index - before).filter((place) => place >= 0)).join();
  useEffect(() => setInView(pages), [pages]);
  // Another list begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list, not another virtualizer.
  useEffect(() => virtualizer.scrollToOffset(0), [list]);

  return {
    users,
    keepPlace,
    lines: items.map<Line>(({ index }) =>
      index < before
        ? { place: index, creation: users.creations[index] }
        : { place: index, row: users.rowAt(index - before) },
    ),
    gaps: items.map(({ start }, index) => start - (items[index - 1]?.end ?? 0)),
    gapAfter: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
  };
}

/** The pages in view, as they were told last: while scrolling fast, not every page on the way is read. */
function usePages(inView: string): number[] {
  const settled = useThrottledValue(inView, VIEW_PACE);
  return useMemo(() => (settled === "" ? [] : settled.split(",").map(Number)), [settled]);
}

/** Lays the lines out. The one that holds the focus is drawn wherever it is, or scrolling would drop the focus. */
function useLines(scroller: RefObject<HTMLDivElement | null>, total: number) {
  const [kept, keepPlace] = useState<number | null>(null);
  const virtualizer = useVirtualizer({
    count: total,
    // React may be rendering when the list is scrolled to its top.
    useFlushSync: false,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: ROWS_AHEAD,
    rangeExtractor: (range) => {
      const places = defaultRangeExtractor(range);
      if (kept === null || kept >= total || places.includes(kept)) return places;
      return [...places, kept].sort((one, other) => one - other);
    },
  });
  return { virtualizer, keepPlace };
}
