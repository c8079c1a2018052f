import { TextInput, type TextInputProps } from "@mantine/core";
import type { FocusEvent } from "react";
import { commands } from "../lib/commands";

interface Props extends TextInputProps {
  /** What is to stand in the field: of what was pasted, the address alone. */
  onAddress: (address: string) => void;
}

/** A field for an address. What was pasted around one, such as a name, is gone once the field is left. */
export function AddressInput({ onAddress, onBlur, ...input }: Props) {
  const read = async (event: FocusEvent<HTMLInputElement>) => {
    onBlur?.(event);
    const field = event.currentTarget;
    const typed = field.value;
    if (typed === "" || field.readOnly) return;
    const address = await commands.readAddress(typed).catch(() => typed);
    // Whoever typed on meanwhile goes on with that.
    if (address !== typed && field.value === typed) onAddress(address);
  };
  return (
    <TextInput
      type="email"
      spellCheck={false}
      required
      withAsterisk={false}
      {...input}
      onBlur={(event) => void read(event)}
    />
  );
}
