import { createContext, type RefObject, useContext } from "react";

/** Where to go in the session that comes next: whoever leaves for another account may know what they want to see there. */
export const ArrivalContext = createContext<RefObject<string | null>>({ current: null });

export function useArrivalPlace(): RefObject<string | null> {
  return useContext(ArrivalContext);
}
