import { QueryClient } from "@tanstack/react-query";
import type { Refusal } from "../lib/refusal";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Refusal;
  }
}

/** Reads come from this computer's own copy and are told when they are stale, so nothing is polled or tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // "Offline" is the Rust side's to say: the browser's own notion would keep local reads from running.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
