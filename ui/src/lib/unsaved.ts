import { useEffect, useSyncExternalStore } from "react";

/** The forms that hold something typed which is not saved. */
const forms = new Set<symbol>();
/** What waits for an answer to whether that may be lost. */
let waiting: (() => void) | null = null;
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function hasUnsaved(): boolean {
  return forms.size > 0;
}

/** Says for as long as a form is there whether it holds something that must not be lost unasked. */
export function useUnsaved(holds: boolean): void {
  useEffect(() => {
    if (!holds) return;
    const form = Symbol("form");
    forms.add(form);
    changed();
    return () => {
      forms.delete(form);
      changed();
    };
  }, [holds]);
}

/** Goes on at once, or once somebody has said that what they typed may be lost. */
export function leave(go: () => void): void {
  if (!hasUnsaved()) {
    go();
    return;
  }
  waiting = go;
  changed();
}

/** What is waiting for the answer, if anything is. */
export function useLeaving(): { go: (() => void) | null; stay: () => void } {
  const go = useSyncExternalStore(subscribe, () => waiting);
  return { go, stay };
}

function stay(): void {
  waiting = null;
  changed();
}

export function useHasUnsaved(): boolean {
  return useSyncExternalStore(subscribe, hasUnsaved);
}
