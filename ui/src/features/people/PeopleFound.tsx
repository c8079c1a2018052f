import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useText } from "../../lib/text";
import type { FoundPerson } from "../../lib/types";
import { listName } from "../users/lists";

interface Props {
  /** What the ids of its parts begin with. */
  id: string;
  /** Those of one account next to one another. */
  found: readonly FoundPerson[];
  active: number;
  onPoint: (place: number) => void;
  onChoose: (person: FoundPerson) => void;
}

/** Who was found, a group an account. */
export function PeopleFound({ id, found, active, onPoint, onChoose }: Props) {
  const t = useText();
  const accounts = [...new Map(found.map(({ account, accountName }) => [account, accountName]))];
  return (
    <div role="listbox" id={`${id}-list`} aria-label={t("people")} className="people" hidden={found.length === 0}>
      {accounts.map(([account, name]) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options; a fieldset belongs to no listbox.
        <div key={account} role="group" aria-labelledby={`${id}-${account}`}>
          <Text size="xs" c="dimmed" fw={600} id={`${id}-${account}`} className="people-account" dir="auto">
            {name}
          </Text>
          {found.map((person, place) =>
            person.account === account ? (
              <Person
                key={person.row.user.id}
                id={`${id}-${place}`}
                person={person}
                active={place === active}
                onPoint={() => onPoint(place)}
                onChoose={() => onChoose(person)}
              />
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

interface PersonProps {
  id: string;
  person: FoundPerson;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Person({ id, person: { row }, active, onPoint, onChoose }: PersonProps) {
  const t = useText();
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) option.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus, and its keys choose.
    <div
      ref={option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="person"
      onMouseMove={onPoint}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="person-who">
        <span dir="auto" className="person-name">
          {row.fullName}
        </span>{" "}
        <span dir="auto" className="person-email">
          {row.user.loginEmail}
        </span>
      </span>{" "}
      <span className="person-list">{listName(row.user.status, t)}</span>
    </div>
  );
}
