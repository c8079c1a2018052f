import { ActionIcon, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useText } from "../lib/text";

interface Props {
  /** The field's accessible name; not shown, because what it is stands beside it. */
  name: string;
  value: string;
  /** Whether it is on the clipboard already. */
  alreadyCopied?: boolean;
}

/** A text to be taken elsewhere: selected when focused, and copied by a button. */
export function CopyField({ name, value, alreadyCopied = false }: Props) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(alreadyCopied);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // No access to the clipboard: the text stays selected, for the keyboard's own copy.
      setCopied(false);
    }
  };
  return (
    <TextInput
      ref={field}
      aria-label={name}
      value={value}
      readOnly
      dir="ltr"
      onFocus={(event) => event.currentTarget.select()}
      description={copied ? t("copied") : undefined}
      descriptionProps={{ role: "status" }}
      inputWrapperOrder={["input", "description"]}
      rightSection={
        <ActionIcon
          variant="subtle"
          aria-label={t.label("copy-thing", { thing: name })}
          title={t("copy")}
          onClick={() => void copy()}
        >
          {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
        </ActionIcon>
      }
    />
  );
}
