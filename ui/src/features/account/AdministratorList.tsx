import { Skeleton, Stack, Text } from "@mantine/core";
import { CopyField } from "../../components/CopyField";
import { ReadProblem } from "../../components/ReadProblem";
import { useText } from "../../lib/text";
import { useAdministrators } from "./queries";

/** Who can be asked, with an address to take to one's own mail program. */
export function AdministratorList() {
  const t = useText();
  const administrators = useAdministrators();
  if (administrators.error) {
    return <ReadProblem problem={administrators.error} onRetry={() => void administrators.refetch()} />;
  }
  if (!administrators.data) return <Skeleton h={56} radius="md" />;
  return (
    <Stack component="ul" gap="sm" className="plain-list" aria-label={t("administrators")}>
      {administrators.data.map(({ id, fullName, communicationEmail }) => (
        <li key={id}>
          <Text fw={500} dir="auto" size="sm" mb={4}>
            {fullName}
          </Text>
          <CopyField name={t.label("address-of", { name: fullName })} value={communicationEmail} />
        </li>
      ))}
    </Stack>
  );
}
