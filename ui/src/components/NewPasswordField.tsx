import { Progress, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useText } from "../lib/text";
import { PasswordField } from "./PasswordField";
import "./NewPasswordField.css";

/** Shown as a goal while typing; whether a password may be used is the service's to say. */
const LENGTH_ASKED = 15;
const LENGTH_STRONG = 20;

interface Props {
  label: string;
  value: string;
  /** What `form.getInputProps` gives. */
  input: ReturnType<UseFormReturnType<Record<string, unknown>>["getInputProps"]>;
}

/** A password to be set: what it has to be is said beforehand, and how far one is, while typing. */
export function NewPasswordField({ label, value, input }: Props) {
  const t = useText();
  return (
    <div>
      <PasswordField
        label={label}
        description={t("password-rules")}
        autoComplete="new-password"
        inputWrapperOrder={["label", "description", "input", "error"]}
        {...input}
      />
      <Strength length={[...value].length} />
    </div>
  );
}

function Strength({ length }: { length: number }) {
  const t = useText();
  if (length === 0) return null;
  const enough = length >= LENGTH_ASKED;
  const strong = length >= LENGTH_STRONG;
  const words = strong
    ? t("password-strong")
    : enough
      ? t("password-enough")
      : t("password-short", { length, asked: LENGTH_ASKED });
  return (
    <div className="password-strength">
      <Progress
        value={Math.min(100, (length / LENGTH_STRONG) * 100)}
        color={enough ? "teal" : "gray"}
        size="xs"
        aria-hidden
      />
      <Text size="xs" c="dimmed">
        {words}
      </Text>
    </div>
  );
}
