import { Button, Stack, Text } from "@mantine/core";
import { IconCloudX, IconRefresh } from "@tabler/icons-react";
import { isOffline, wordRefusal } from "../lib/refusals";
import { useText } from "../lib/text";

/** Stands in the place of something that could not be read. */
export function ReadProblem({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  const t = useText();
  return (
    <Stack align="center" gap="sm" py="xl" px="md" role="alert">
      <IconCloudX size={32} stroke={1.5} aria-hidden color="var(--mantine-color-error)" />
      <Text ta="center" maw={420}>
        {isOffline(problem) ? t("problem-offline-read") : wordRefusal(problem, t)}
      </Text>
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
        {t("retry")}
      </Button>
    </Stack>
  );
}
