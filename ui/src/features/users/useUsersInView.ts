import { useThrottledValue } from "@mantine/hooks";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { usePlace } from "../../app/place";
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
  const { virtualizer, kept } = useLines(scroller, before + users.total);
  const items = virtualizer.getVirtualItems();

  const pages = pagesOf(items.map(({ index }) => index - before).filter((place) => place >= 0)).join();
  useEffect(() => setInView(pages), [pages]);
  // Another list begins at its top.
  const begun = useRef(list);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list, not another virtualizer.
  useEffect(() => {
    if (begun.current === list) return;
    begun.current = list;
    virtualizer.scrollToOffset(0);
  }, [list]);
  const keepScrolled = useKeptScroll(list, users.loading, scroller);

  const lines = keyed(
    items.map(({ index }) =>
      index < before
        ? { place: index, creation: users.creations[index] }
        : { place: index, row: users.rowAt(index - before) },
    ),
  );
  const drawn = useRef(lines);
  useEffect(() => {
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

  return {
    users,
    keepPlace,
    keepScrolled,
    lines,
    gaps: items.map(({ start }, index) => start - (items[index - 1]?.end ?? 0)),
    gapAfter: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
  };
}

/** Scrolls a list to where it was left, once there is something to scroll; answers with what notes how far it is. */
function useKeptScroll({ status, search }: UserList, loading: boolean, scroller: RefObject<HTMLDivElement | null>) {
  const place = usePlace();
  // Of a search that was made elsewhere meanwhile nothing is known.
  const [start] = useState(() => (place.get().search.trim() === search ? place.get().scrolled[status] : 0));
  const ready = useRef(false);
  useEffect(() => {
    if (loading || ready.current) return;
    ready.current = true;
    if (start > 0) scroller.current?.scrollTo({ top: start });
  });
  return useCallback(
    (offset: number) => {
      if (ready.current) place.change({ scrolled: { ...place.get().scrolled, [status]: offset } });
    },
    [place, status],
  );
}

/** Someone may be on two pages for a moment, while the one has been read again and the other has not. */
function keyed(lines: Omit<Line, "key">[]): Line[] {
  const known = new Set<string>();
  return lines.map((line) => {
    const id = line.creation?.id ?? line.row?.user.id;
    const key = id === undefined || known.has(id) ? String(line.place) : id;
    known.add(key);
    return { ...line, key };
  });
}

/** The pages in view, as they were told last: while scrolling fast, not every page on the way is read. */
function usePages(inView: string): number[] {
  const settled = useThrottledValue(inView, VIEW_PACE);
  return useMemo(() => (settled === "" ? [] : settled.split(",").map(Number)), [settled]);
}

/** Lays the lines out. The one that holds the focus is drawn wherever it is, or scrolling would drop the focus. */
function useLines(scroller: RefObject<HTMLDivElement | null>, total: number) {
  const kept = useRef<{ key: string; place: number } | null>(null);
  const virtualizer = useVirtualizer({
    count: total,
    // React may be rendering when the list is scrolled to its top.
    useFlushSync: false,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: ROWS_AHEAD,
    rangeExtractor: (range) => {
      const places = defaultRangeExtractor(range);
      const place = kept.current?.place;
      if (place === undefined || place >= total || places.includes(place)) return places;
      return [...places, place].sort((one, other) => one - other);
    },
  });
  return { virtualizer, kept };
}
