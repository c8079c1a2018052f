import { useEffect, useState, useSyncExternalStore } from "react";
import { useLocation, useSearchParams } from "react-router";
import type { PlaceKeeper } from "../../app/place";

/** What is typed into the search of the lists. Who shows it, or what it finds, listens; nothing else is rendered at a letter. */
export class Search {
  private readonly listeners = new Set<() => void>();

  constructor(private typed: string) {}

  /** As it is typed. */
  readonly getTyped = (): string => this.typed;

  /** What is looked for. */
  readonly getSought = (): string => this.typed.trim();

  readonly type = (typed: string): void => {
    this.typed = typed;
    for (const listener of this.listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export function useTyped(search: Search): string {
  return useSyncExternalStore(search.subscribe, search.getTyped);
}

export function useSought(search: Search): string {
  return useSyncExternalStore(search.subscribe, search.getSought);
}

/** The search as it was left, kept from now on. Whoever is led here for someone (`?search=`) finds it filled in. */
export function useSearch(place: PlaceKeeper): Search {
  const { key } = useLocation();
  const asked = useSearchParams()[0].get("search");
  const [search] = useState(() => new Search(asked ?? place.get().search));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time one is led here, also to the same search.
  useEffect(() => {
    if (asked !== null) search.type(asked);
  }, [key]);
  useEffect(() => {
    const keep = () => place.change({ search: search.getTyped() });
    keep();
    return search.subscribe(keep);
  }, [place, search]);
  return search;
}
