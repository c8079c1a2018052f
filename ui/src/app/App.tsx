import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { colourScheme } from "./colours";
import { ErrorBoundary } from "./ErrorBoundary";
import { PreferredLanguage } from "./preferences";
import { WindowShortcuts } from "./Shortcuts";
import { type CreateRouter, Stages } from "./Stages";
import { cssVariables, theme } from "./theme";

interface Props {
  queryClient: QueryClient;
  createRouter: CreateRouter;
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
