import { Group, type GroupProps, Stack, type StackProps } from "@mantine/core";
import type { ReactNode } from "react";
import { FormProblem } from "./FormProblem";

interface Props {
  /** What is wrong with the form as a whole. */
  problem: string | null;
  justify?: GroupProps["justify"];
  mt?: StackProps["mt"];
  children: ReactNode;
}

/** The foot of a long form in a dialog, always in sight: why it was refused, and its buttons. */
export function DialogFoot({ problem, justify = "flex-end", mt, children }: Props) {
  return (
    <Stack gap="sm" {...(mt !== undefined && { mt })} className="dialog-foot">
      <FormProblem message={problem} />
      <Group justify={justify}>{children}</Group>
    </Stack>
  );
}
