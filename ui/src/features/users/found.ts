import type { Text } from "../../lib/text";

/** How many people a search found. While not all users are on this computer, nobody is said not to be there. */
export function foundWords(count: number, complete: boolean, t: Text): string {
  return complete ? t("search-found", { count }) : `${t("search-found-so-far", { count })} ${t("not-all-here")}`;
}
