import { useEffect } from "react";

/** Names the window after the screen: `User Management · Roster`. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Roster`;
  }, [title]);
}
