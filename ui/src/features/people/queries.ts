import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";

/** As many as are looked through by eye; whoever seeks among more types more. */
const PEOPLE_SHOWN = 30;

/** Whoever matches, in all accounts one is signed in to, the best matches first. What was found before stays meanwhile. */
export function usePeople(search: string) {
  return useQuery({
    queryKey: queryKeys.peopleOf(search),
    queryFn: search === "" ? skipToken : () => commands.findPeople(search, PEOPLE_SHOWN),
    placeholderData: keepPreviousData,
  });
}
