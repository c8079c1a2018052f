import { NativeSelect, Text, useMantineColorScheme } from "@mantine/core";
import { useLanguageChoice } from "../../app/preferences";
import { UI_LANGUAGES } from "../../lib/languages";
import { languageName } from "../../lib/names";
import { useText } from "../../lib/text";

/** Language and colours, for as long as there is no profile to take them from. */
export function StartPreferences() {
  const t = useText();
  const { language, fixed, choose } = useLanguageChoice();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      {fixed ? (
        <Text size="xs">{t("preferences-language-fixed", { language: languageName(language, t) })}</Text>
      ) : (
        <NativeSelect
          size="xs"
          variant="unstyled"
          aria-label={t("preferences-language")}
          value={language}
          data={UI_LANGUAGES.map((value) => ({ value, label: languageName(value, t) }))}
          onChange={(event) => choose(event.currentTarget.value === "fr" ? "fr" : "en")}
        />
      )}
      <NativeSelect
        size="xs"
        variant="unstyled"
        aria-label={t("preferences-colours")}
        value={colorScheme}
        data={[
          { value: "auto", label: t("colours-system") },
          { value: "light", label: t("colours-light") },
          { value: "dark", label: t("colours-dark") },
        ]}
        onChange={({ currentTarget: { value } }) =>
          setColorScheme(value === "light" || value === "dark" ? value : "auto")
        }
      />
    </>
  );
}
