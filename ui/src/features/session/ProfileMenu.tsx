import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconDevices, IconLanguage, IconLogout, IconPalette, IconPassword, IconUser } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { notifyProblem } from "../../components/notify";
import { UI_LANGUAGES } from "../../lib/languages";
import { languageName } from "../../lib/names";
import { useText } from "../../lib/text";
import type { Language, Me } from "../../lib/types";
import { leave } from "../../lib/unsaved";
import { useUpdateMe } from "../profile/mutations";
import { SignOutQuestion, useSignOutQuestion } from "./SignOutQuestion";

/** Who is signed in, how Roster looks and speaks to them, and the way out. */
export function ProfileMenu({ me, fullName }: { me: Me; fullName: string }) {
  const t = useText();
  const navigate = useNavigate();
  const signOut = useSignOutQuestion();
  return (
    <>
      {/* Not in a portal: it belongs to the navigation, and what is in no landmark is hard to find by ear. */}
      <Menu
        position="right-end"
        width={260}
        withinPortal={false}
        floatingStrategy="fixed"
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <UnstyledButton className="shell-link" title={t("profile")}>
            <Avatar size={22} radius="xl" color="roster" variant="filled" aria-hidden>
              {initials(me)}
            </Avatar>
            <span className="shell-link-words">{t("profile")}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown aria-label={t("profile")}>
          <Menu.Label>
            <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate dir="auto">
              {fullName}
            </Text>
            <Text size="xs" c="dimmed" truncate dir="ltr">
              {me.loginEmail}
            </Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={<IconUser size={16} aria-hidden />} onClick={() => void navigate("/profile")}>
            {t("your-profile")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPassword size={16} aria-hidden />}
            onClick={() => void navigate("/profile/password")}
          >
            {t("change-password")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDevices size={16} aria-hidden />}
            onClick={() => void navigate("/profile/sessions")}
          >
            {t("sessions")}
          </Menu.Item>
          <ColourChoice />
          <LanguageChoice me={me} />
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave(signOut.ask)}>
            {t("sign-out")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SignOutQuestion {...signOut} />
    </>
  );
}

function ColourChoice() {
  const t = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconPalette size={16} aria-hidden />}>{t("preferences-colours")}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown aria-label={t("preferences-colours")}>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value === "light" || value === "dark" ? value : "auto")}
        >
          <Menu.RadioItem value="light" closeMenuOnClick>
            {t("colours-light")}
          </Menu.RadioItem>
          <Menu.RadioItem value="dark" closeMenuOnClick>
            {t("colours-dark")}
          </Menu.RadioItem>
          <Menu.RadioItem value="auto" closeMenuOnClick>
            {t("colours-system")}
          </Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

/** One's language is part of one's profile, so choosing it here is an edit of the profile. */
function LanguageChoice({ me }: { me: Me }) {
  const t = useText();
  const update = useUpdateMe();
  const choose = (language: string) => {
    if (language === me.language) return;
    update.mutate({ language: language as Language }, { onError: (refused) => notifyProblem(refused, t) });
  };
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconLanguage size={16} aria-hidden />}>{t("preferences-language")}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown aria-label={t("preferences-language")}>
        <Menu.RadioGroup value={t.language} onChange={choose}>
          {UI_LANGUAGES.map((language) => (
            <Menu.RadioItem key={language} value={language} lang={language} closeMenuOnClick>
              {languageName(language, t)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function initials({ firstName, lastName }: Me): string {
  return [firstName, lastName]
    .map((name) => [...name][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}
