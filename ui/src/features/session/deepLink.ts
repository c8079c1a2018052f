import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { events } from "../../lib/commands";
import type { DeepLinkOpened } from "../../lib/types";

const KEY = ["deepLink"];

/** Keeps the last `roster://` link that was opened, whatever screen is shown as it comes. */
export function useDeepLinkListener(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const listening = events.onDeepLinkOpened((link) => queryClient.setQueryData(KEY, link));
    return () => void listening.then((stop) => stop());
  }, [queryClient]);
}

/** Whom the link suggests to sign in, and where; nothing when none was opened since someone last signed in. */
export function useDeepLink(): DeepLinkOpened | null {
  return useQuery<DeepLinkOpened>({ queryKey: KEY, queryFn: skipToken }).data ?? null;
}
