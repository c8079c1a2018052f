import { useMutation } from "@tanstack/react-query";
import { commands } from "../../lib/commands";

/** Opens a link of the service's own in the default browser. */
export function useOpenLink() {
  return useMutation({ mutationFn: (url: string) => commands.openLink(url) });
}
