import { Alert, Text } from "@mantine/core";
import { useText } from "../../lib/text";
import { useStatus } from "../session/queries";

/** Says that what the organization has fixed on this computer cannot be understood, and to whom to show what is wrong with it. */
export function PolicyNotice() {
  const t = useText();
  const problems = useStatus().data?.policy.problems ?? [];
  if (problems.length === 0) return null;
  return (
    <Alert color="red" title={t("policy-problem-title")} role="alert">
      {t("policy-problem")}
      {problems.map((problem) => (
        <Text key={problem} size="sm" mt="xs" lang="en" dir="ltr" className="policy-problem">
          {problem}
        </Text>
      ))}
    </Alert>
  );
}
