import { Button, Paper, Text, Title } from "@mantine/core";
import { IconAddressBook, IconUsers } from "@tabler/icons-react";
import { Link } from "react-router";
import { EmptyPlace } from "../../components/EmptyPlace";
import { Screen } from "../../components/Screen";
import { useText } from "../../lib/text";
import { AdministratorList } from "../account/AdministratorList";
import { useSession } from "../session/session";

/** Clients come with a later version; until then this says so, and where to go instead. */
export function ClientsScreen() {
  const t = useText();
  const { me } = useSession();
  const administrator = me.role === "administrator";
  return (
    <Screen title={t("clients")}>
      <EmptyPlace
        icon={<IconAddressBook size={28} stroke={1.5} />}
        title={t("clients-empty-title")}
        action={
          administrator && (
            <Button
              component={Link}
              to="/settings/users"
              variant="light"
              leftSection={<IconUsers size={16} aria-hidden />}
            >
              {t("user-management")}
            </Button>
          )
        }
      >
        {administrator ? t("clients-empty-administrator") : t("clients-empty-user")}
      </EmptyPlace>
      {!administrator && <WhomToAsk />}
    </Screen>
  );
}

function WhomToAsk() {
  const t = useText();
  return (
    <Paper withBorder radius="lg" p="lg" maw={460} w="100%" mx="auto">
      <Title order={2} mb={4}>
        {t("administrators")}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t("administrators-explained")}
      </Text>
      <AdministratorList />
    </Paper>
  );
}
