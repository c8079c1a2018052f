import { Button, Code, Stack, Text, Title } from "@mantine/core";
import { useText } from "../lib/text";
import { usePageTitle } from "../lib/usePageTitle";

/** What is left when a screen could not be drawn. */
export function ErrorScreen({ error }: { error: unknown }) {
  const t = useText();
  usePageTitle(t("crash-title"));
  return (
    <Stack component="main" align="center" justify="center" gap="sm" p="xl" mih="100%">
      <Title order={1}>{t("crash-title")}</Title>
      <Text c="dimmed" ta="center" maw={460}>
        {t("crash-explained")}
      </Text>
      <Code block lang="en" maw="100%">
        {error instanceof Error ? error.message : String(error)}
      </Code>
      <Button onClick={() => window.location.reload()}>{t("crash-reload")}</Button>
    </Stack>
  );
}
