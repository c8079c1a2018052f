import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useText } from "../lib/text";

/** A password, with a switch to see what was typed. */
export function PasswordField(props: PasswordInputProps) {
  const t = useText();
  return (
    <PasswordInput
      {...props}
      required
      withAsterisk={false}
      visibilityToggleFocusable
      // Not named after the field: there must be one thing only that answers to "Password".
      visibilityToggleButtonProps={{ "aria-label": t("show-characters"), title: t("show-characters") }}
    />
  );
}
