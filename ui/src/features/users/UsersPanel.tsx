import { Button, Tabs, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { type PlaceKeeper, usePlace } from "../../app/place";
import type { UserList } from "../../app/queryKeys";
import { useText } from "../../lib/text";
import type { UserStatus } from "../../lib/types";
import { useStable } from "../../lib/useStable";
import { EmptyList } from "./EmptyList";
import { LISTS, listName, listOf, type Sorting } from "./lists";
import { useUserCounts } from "./queries";
import { SearchField } from "./SearchField";
import { UserDialogs } from "./UserDialogs";
import { UserTable } from "./UserTable";
import { useRowActions } from "./useRowActions";
import "./users.css";

/** Settings › User Management. */
export function UsersPanel() {
  const t = useText();
  const navigate = useNavigate();
  const place = usePlace();
  const status = listOf(useParams().list ?? place.get().list);
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useAskedSearch(place);
  // Asked for at each letter: the answer is there before the next one is typed.
  const sought = typed.trim();
  const [sorting, setSorting] = useState(place.get().sorting);
  const actions = useRowActions();
  const { sort, descending } = sorting[status];
  const list = useMemo<UserList>(
    () => ({ status, search: sought, sort, descending }),
    [status, sought, sort, descending],
  );

  useEffect(() => place.change({ list: status, search: typed, sorting }), [place, status, typed, sorting]);

  const create = useStable(() => actions.open({ kind: "create" }));
  const onAction = useStable(actions.onAction);
  const onSort = useStable((next: Sorting) => setSorting({ ...sorting, [status]: next }));
  const empty = useCallback(
    (search: string) => <EmptyList list={status} search={search} onCreate={create} onClear={() => setTyped("")} />,
    [status, create, setTyped],
  );
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
          <UserTable key={status} list={list} busy={actions.busy} onAction={onAction} onSort={onSort} empty={empty} />
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
