import type { QueryClient } from "@tanstack/react-query";
import { listOf } from "../features/users/lists";
import { countsQuery, listQuery } from "../features/users/queries";
import { neededOf } from "../features/users/useLinesInView";
import { viewAt } from "../features/users/useView";
import { commands } from "../lib/commands";
import type { Me } from "../lib/types";
import { lastPath, readPlace } from "./place";
import { queryKeys } from "./queryKeys";

/** How long the first drawing waits for these (milliseconds): what takes longer is drawn when it is there. */
const PATIENCE = 150;

/**
 * Reads what the first screen shows before anything is drawn, so that it is drawn once: without it there is a screen without
 * a list, then one without rows, then the rows.
 */
export async function readFirst(queryClient: QueryClient): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([read(queryClient), late]);
  clearTimeout(timer);
}

async function read(queryClient: QueryClient): Promise<void> {
  try {
    const status = await queryClient.fetchQuery({ queryKey: queryKeys.status, queryFn: commands.getStatus });
    if (status.session && !status.session.lock) await readList(queryClient, status.session.me);
  } catch {
    // Who shows it asks again, and says what is wrong.
  }
}

/** The list that was left open, if one was: its first rows and how many there are. */
async function readList(queryClient: QueryClient, me: Me): Promise<void> {
  const place = readPlace(me.id);
  const [, settings, users, named] = lastPath(place, me)?.split("/") ?? [];
  if (settings !== "settings" || users !== "users") return;
  const status = listOf(named ?? place.list);
  const list = { status, search: place.search.trim(), ...place.sorting[status] };
  const inView = () => neededOf(viewAt(place.scrolled[status]), null, 0);
  await Promise.all([
    queryClient.prefetchQuery(countsQuery),
    queryClient.prefetchQuery(listQuery(list, inView, () => undefined)),
  ]);
}
