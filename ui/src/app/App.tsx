import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import type { RouterProvider } from "react-router";
import { colourScheme } from "./colours";
import { ErrorBoundary } from "./ErrorBoundary";
import { PreferredLanguage } from "./preferences";
import { WindowShortcuts } from "./Shortcuts";
import { Stages } from "./Stages";
import { cssVariables, theme } from "./theme";

interface Props {
  queryClient: QueryClient;
  /** Makes the router of a session; each begins at the start. */
  createRouter: () => ComponentProps<typeof RouterProvider>["router"];
  /** Tests have no time for transitions. */
  env?: "default" | "test";
}

export function App({ queryClient, createRouter, env = "default" }: Props) {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colourScheme}
        defaultColorScheme="auto"
        env={env}
      >
        <PreferredLanguage>
          <WindowShortcuts />
          <ErrorBoundary>
            <Stages createRouter={createRouter} />
          </ErrorBoundary>
        </PreferredLanguage>
      </MantineProvider>
    </QueryClientProvider>
  );
}
