import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { Ref } from "react";
import { useText } from "../../lib/text";

interface Props {
  ref: Ref<HTMLInputElement>;
  value: string;
  onChange: (value: string) => void;
}

/** Narrows the lists down to names and addresses that contain what is typed. Escape empties it. */
export function SearchField({ ref, value, onChange }: Props) {
  const t = useText();
  return (
    <TextInput
      ref={ref}
      type="search"
      aria-label={t("search-users")}
      placeholder={t("search-users-hint")}
      className="users-search"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onChange("");
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        value === "" ? (
          <Kbd size="xs" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton
            size="sm"
            aria-label={t("search-clear")}
            onClick={(event) => {
              onChange("");
              event.currentTarget.closest(".users-search")?.querySelector("input")?.focus();
            }}
          />
        )
      }
    />
  );
}
