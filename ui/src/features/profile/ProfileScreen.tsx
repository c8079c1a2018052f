import { Tabs } from "@mantine/core";
import { useNavigate, useParams } from "react-router";
import { Screen } from "../../components/Screen";
import { useText } from "../../lib/text";
import { useSession } from "../session/session";
import { ChangePasswordForm } from "./ChangePasswordForm";
import { ProfileForm } from "./ProfileForm";

/** One's own record: everyone may change theirs. */
export function ProfileScreen() {
  const t = useText();
  const { me } = useSession();
  const navigate = useNavigate();
  const tab = useParams().section === "password" ? "password" : "profile";
  return (
    <Screen title={t("your-profile")} windowTitle={tab === "password" ? t("change-password") : t("your-profile")}>
      <Tabs
        value={tab}
        onChange={(value) => void navigate(value === "password" ? "/profile/password" : "/profile")}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="profile">{t("profile-information")}</Tabs.Tab>
          <Tabs.Tab value="password">{t("change-password")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="profile">
          <ProfileForm key={me.id} me={me} />
        </Tabs.Panel>
        <Tabs.Panel value="password">
          <ChangePasswordForm />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}
