import { Paper, Tabs } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Navigate, Outlet, useLocation, useNavigate } from "react-router";
import { usePlace } from "../../app/place";
import { EmptyPlace } from "../../components/EmptyPlace";
import { Screen } from "../../components/Screen";
import { wordDenial } from "../../lib/denials";
import { type Text, useText } from "../../lib/text";
import { useSession } from "../session/session";
import { AdministratorList } from "./AdministratorList";

const TABS = ["users", "account", "audit"] as const;
type Tab = (typeof TABS)[number];

function tabOf(place: string): Tab {
  return TABS.find((tab) => place.startsWith(`/settings/${tab}`)) ?? "users";
}

function tabName(tab: Tab, t: Text): string {
  switch (tab) {
    case "account":
      return t("account");
    case "users":
      return t("user-management");
    case "audit":
      return t("audit-log");
  }
}

/** The account's settings, for its administrators. */
export function SettingsScreen() {
  const t = useText();
  const { me } = useSession();
  const navigate = useNavigate();
  const tab = tabOf(useLocation().pathname);
  if (me.role !== "administrator") return <ForAdministrators />;
  return (
    <Screen title={t("settings")} windowTitle={tabName(tab, t)}>
      <Tabs
        value={tab}
        onChange={(value) => void navigate(`/settings/${value}`)}
        keepMounted={false}
        className="fill-tabs"
      >
        <Tabs.List mb="md">
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {tabName(name, t)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className="fill-panel">
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}

/** The tab that was open last; at first, the users. */
export function SettingsStart() {
  return <Navigate to={usePlace().get().settings ?? "/settings/users"} replace />;
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
