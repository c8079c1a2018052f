import { Stack, Text, ThemeIcon, Title, type TitleOrder } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  icon: ReactNode;
  title: string;
  /** The heading's level, so that headings follow one another in order. */
  order?: TitleOrder;
  children?: ReactNode;
  action?: ReactNode;
}

/** Stands where there is nothing to show: says so, and what one can do. */
export function EmptyPlace({ icon, title, order = 2, children, action }: Props) {
  return (
    <Stack align="center" gap="xs" py={48} px="md">
      <ThemeIcon variant="light" size={56} radius="xl" aria-hidden>
        {icon}
      </ThemeIcon>
      <Title order={order} size="h3" ta="center" mt="xs">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" size="sm" ta="center" maw={440} component="div">
          {children}
        </Text>
      )}
      {action && <div style={{ marginTop: "0.5rem" }}>{action}</div>}
    </Stack>
  );
}
