import { Group, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { usePageTitle } from "../lib/usePageTitle";

interface Props {
  title: string;
  /** What the window is called when that is more than the heading. */
  windowTitle?: string;
  action?: ReactNode;
  children: ReactNode;
}

/** One screen of work: its heading, and what is on it. */
export function Screen({ title, windowTitle, action, children }: Props) {
  usePageTitle(windowTitle ?? title);
  return (
    <div className="screen">
      <Group justify="space-between" align="center" mb="md" wrap="nowrap">
        <Title order={1}>{title}</Title>
        {action}
      </Group>
      {children}
    </div>
  );
}
