import { useCallback, useLayoutEffect, useRef } from "react";

/** The same function at every render, which does what the latest one does: what it is handed to need not be drawn anew. */
export function useStable<Arguments extends unknown[], Answer>(act: (...args: Arguments) => Answer) {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Arguments): Answer => latest.current(...args), []);
}
