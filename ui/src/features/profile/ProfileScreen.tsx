import { Tabs } from "@mantine/core";
import { useNavigate, useParams } from "react-router";
import { Screen } from "../../components/Screen";
import { useText } from "../../lib/text";
import { useSession } from "../session/session";
import { ChangePasswordForm } from "./ChangePasswordForm";
import { ProfileForm } from "./ProfileForm";
import { SessionsPanel } from "./SessionsPanel";

const TABS = ["profile", "password", "sessions"] as const;

/** One's own record: everyone may change theirs. */
export function ProfileScreen() {
  const t = useText();
  const { me } = useSession();
  const navigate = useNavigate();
  const { section } = useParams();
  const tab = TABS.find((known) => known === section) ?? "profile";
  const names = { profile: t("your-profile"), password: t("change-password"), sessions: t("sessions") };
  return (
    <Screen title={t("your-profile")} windowTitle={names[tab]}>
      <Tabs
        value={tab}
        onChange={(value) => void navigate(value === "profile" ? "/profile" : `/profile/${value}`)}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="profile">{t("profile-information")}</Tabs.Tab>
          <Tabs.Tab value="password">{t("change-password")}</Tabs.Tab>
          <Tabs.Tab value="sessions">{t("sessions")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="profile">
          <ProfileForm key={me.id} me={me} />
        </Tabs.Panel>
        <Tabs.Panel value="password">
          <ChangePasswordForm />
        </Tabs.Panel>
        <Tabs.Panel value="sessions">
          <SessionsPanel />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}
