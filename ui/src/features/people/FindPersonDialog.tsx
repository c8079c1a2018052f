import { Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { Dialog } from "../../components/Dialog";
import { FormProblem } from "../../components/FormProblem";
import { wordRefusal } from "../../lib/refusals";
import { useText, type Text as Words } from "../../lib/text";
import type { FoundPeople, FoundPerson } from "../../lib/types";
import { foundWords } from "../users/found";
import { PeopleFound } from "./PeopleFound";
import { usePeople } from "./queries";
import { useGoToPerson } from "./useGoToPerson";
import "./people.css";

/** How long typing may pause before it is searched for (milliseconds). */
const SEARCH_PAUSE = 120;

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Finds a person in all accounts, and goes to them. The focus stays in the field; the arrows move through the list. */
export function FindPersonDialog({ opened, onClose }: Props) {
  const t = useText();
  return (
    <Dialog opened={opened} onClose={onClose} title={t("find-person")} centered={false} yOffset="10vh" size={560}>
      <Finder onClose={onClose} />
    </Dialog>
  );
}

function Finder({ onClose }: { onClose: () => void }) {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), SEARCH_PAUSE);
  const people = usePeople(search);
  const found = search === "" ? [] : inGroups(people.data?.people ?? []);
  const { go, problem } = useGoToPerson(onClose);
  const [place, setPlace] = useState(0);
  const active = Math.min(place, found.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event.key, active, found.length);
    if (next !== null) {
      event.preventDefault();
      setPlace(next);
    }
    const chosen = found[active];
    // What was typed last may not have been searched for yet: it is never someone of an earlier search who is gone to.
    if (event.key === "Enter" && chosen && search === typed.trim() && !people.isPlaceholderData) go(chosen);
  };

  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t("find-person")}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(active >= 0 && { "aria-activedescendant": `${id}-${active}` })}
        placeholder={t("search-users-hint")}
        spellCheck={false}
        autoComplete="off"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <PeopleFound id={id} found={found} active={active} onPoint={setPlace} onChoose={go} />
      <FormProblem message={people.error || problem ? wordRefusal(people.error ?? problem, t) : null} />
      <Text size="xs" c="dimmed" mt="xs" role="status">
        {search === "" ? t("find-person-hint") : people.isSuccess && words(people.data, t)}
      </Text>
    </>
  );
}

function words({ people, complete, more, notSearched }: FoundPeople, t: Words): string {
  const count = people.length;
  const found = more ? t("search-found-first", { count }) : foundWords(count, complete, t);
  return notSearched.length > 0 ? `${found} ${t("not-searched", { accounts: notSearched.join(", ") })}` : found;
}

/** Those of one account together; the account of the best match comes first. */
function inGroups(found: readonly FoundPerson[]): FoundPerson[] {
  const accounts = [...new Set(found.map(({ account }) => account))];
  return accounts.flatMap((account) => found.filter((person) => person.account === account));
}

/** The place a key moves to, round and round. */
function moved(key: string, from: number, length: number): number | null {
  if (length === 0) return null;
  if (key === "ArrowDown") return (from + 1) % length;
  if (key === "ArrowUp") return (from - 1 + length) % length;
  return null;
}
