import { Paper, Tabs } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Outlet, useLocation, useNavigate } from "react-router";
import { EmptyPlace } from "../../components/EmptyPlace";
import { Screen } from "../../components/Screen";
import { wordDenial } from "../../lib/denials";
import { useText } from "../../lib/text";
import { useSession } from "../session/session";
import { AdministratorList } from "./AdministratorList";

/** The account's settings, for its administrators. */
export function SettingsScreen() {
  const t = useText();
  const { me } = useSession();
  const navigate = useNavigate();
  const tab = useLocation().pathname.startsWith("/settings/users") ? "users" : "account";
  if (me.role !== "administrator") return <ForAdministrators />;
  return (
    <Screen title={t("settings")} windowTitle={tab === "users" ? t("user-management") : t("account")}>
      <Tabs
        value={tab}
        onChange={(value) => void navigate(`/settings/${value}`)}
        keepMounted={false}
        className="fill-tabs"
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="account">{t("account")}</Tabs.Tab>
          <Tabs.Tab value="users">{t("user-management")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} className="fill-panel">
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}

/** Someone who followed an old link, or whose role has just been changed. */
function ForAdministrators() {
  const t = useText();
  return (
    <Screen title={t("settings")}>
      <EmptyPlace icon={<IconLock size={28} stroke={1.5} />} title={t("settings-denied-title")}>
        {wordDenial("administrator-required", t)}
      </EmptyPlace>
      <Paper withBorder radius="lg" p="lg" maw={460} w="100%" mx="auto">
        <AdministratorList />
      </Paper>
    </Screen>
  );
}
