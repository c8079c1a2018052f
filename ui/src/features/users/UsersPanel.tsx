import { Button, Tabs, Text } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { type PlaceKeeper, usePlace } from "../../app/place";
import type { UserList } from "../../app/queryKeys";
import { useText } from "../../lib/text";
import type { UserStatus } from "../../lib/types";
import { EmptyList } from "./EmptyList";
import { LISTS, listName, listOf } from "./lists";
import { useUserCounts } from "./queries";
import { SearchField } from "./SearchField";
import { UserDialogs } from "./UserDialogs";
import { UserTable } from "./UserTable";
import { useRowActions } from "./useRowActions";
import "./users.css";

/** How long typing may pause before it is searched for (milliseconds). */
const SEARCH_PAUSE = 150;

/** Settings › User Management. */
export function UsersPanel() {
  const t = useText();
  const navigate = useNavigate();
  const place = usePlace();
  const status = listOf(useParams().list ?? place.get().list);
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useAskedSearch(place);
  const [paused] = useDebouncedValue(typed.trim(), SEARCH_PAUSE);
  // Emptied, the whole list is back at once.
  const sought = typed.trim() === "" ? "" : paused;
  const [sorting, setSorting] = useState(place.get().sorting);
  const actions = useRowActions();
  const { sort, descending } = sorting[status];
  const list = useMemo<UserList>(
    () => ({ status, search: sought, sort, descending }),
    [status, sought, sort, descending],
  );

  useEffect(() => place.change({ list: status, search: typed, sorting }), [place, status, typed, sorting]);

  const create = () => actions.open({ kind: "create" });
  const free = !actions.dialogs.opened;
  useHotkeys([
    ["/", () => free && search.current?.focus()],
    ["mod+N", () => free && create()],
  ]);

  return (
    <div className="users">
      <div className="users-bar">
        <SearchField ref={search} value={typed} onChange={setTyped} />
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create} className="users-create">
          {t("create-user")}
        </Button>
      </div>
      <Tabs
        value={status}
        onChange={(value) => void navigate(`/settings/users/${value}`)}
        keepMounted={false}
        className="fill-tabs"
        variant="pills"
        classNames={{ tab: "users-tab" }}
      >
        <Tabs.List mb="sm">
          {LISTS.map((name) => (
            <ListTab key={name} list={name} />
          ))}
        </Tabs.List>
        <Tabs.Panel value={status} className="fill-panel">
          <UserTable
            key={status}
            list={list}
            busy={actions.busy}
            onAction={actions.onAction}
            onSort={(next) => setSorting({ ...sorting, [status]: next })}
            empty={<EmptyList list={status} search={sought} onCreate={create} onClear={() => setTyped("")} />}
          />
        </Tabs.Panel>
      </Tabs>
      <UserDialogs dialogs={actions.dialogs} open={actions.open} close={actions.close} done={actions.done} />
    </div>
  );
}

/** What is typed into the search. Whoever is led here for someone (`?search=`) finds it filled in. */
function useAskedSearch(place: PlaceKeeper) {
  const { key } = useLocation();
  const asked = useSearchParams()[0].get("search");
  const [typed, setTyped] = useState(asked ?? place.get().search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time one is led here, also to the same search.
  useEffect(() => {
    if (asked !== null) setTyped(asked);
  }, [key]);
  return [typed, setTyped] as const;
}

function ListTab({ list }: { list: UserStatus }) {
  const t = useText();
  const counts = useUserCounts().data;
  return (
    <Tabs.Tab value={list}>
      {listName(list, t)} {/* That nobody has arrived yet is no count. */}
      {counts && (counts.complete || counts[list] > 0) && (
        <Text span inherit className="users-count">
          {counts.complete ? t("count", { count: counts[list] }) : t("count-so-far", { count: counts[list] })}
        </Text>
      )}
    </Tabs.Tab>
  );
}
