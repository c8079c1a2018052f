import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { Ref } from "react";
import { useText } from "../../lib/text";
import { type Search, useTyped } from "./search";

interface Props {
  ref: Ref<HTMLInputElement>;
  search: Search;
}

/** Narrows the lists down to names and addresses that contain what is typed. Escape empties it. */
export function SearchField({ ref, search }: Props) {
  const t = useText();
  const value = useTyped(search);
  return (
    <TextInput
      ref={ref}
      type="search"
      aria-label={t("search-users")}
      placeholder={t("search-users-hint")}
      className="users-search"
      spellCheck={false}
      value={value}
      onChange={(event) => search.type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        search.type("");
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
              search.type("");
              event.currentTarget.closest(".users-search")?.querySelector("input")?.focus();
            }}
          />
        )
      }
    />
  );
}
