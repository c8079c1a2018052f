import { Button, Tabs, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { type ComponentProps, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { usePlace } from "../../app/place";
import type { UserList } from "../../app/queryKeys";
import { useText } from "../../lib/text";
import type { UserStatus } from "../../lib/types";
import { useStable } from "../../lib/useStable";
import { EmptyList } from "./EmptyList";
import { LISTS, listName, listOf, type Sorting } from "./lists";
import { useNewUserPreview, useUserCounts } from "./queries";
import { SearchField } from "./SearchField";
import { type Search, useSearch, useSought } from "./search";
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
  const field = useRef<HTMLInputElement>(null);
  const search = useSearch(place);
  const [sorting, setSorting] = useState(place.get().sorting);
  const actions = useRowActions();

  useEffect(() => place.change({ list: status, sorting }), [place, status, sorting]);

  const create = useStable(() => actions.open({ kind: "create" }));
  const onAction = useStable(actions.onAction);
  const onSort = useStable((next: Sorting) => setSorting({ ...sorting, [status]: next }));
  const free = !actions.dialogs.opened;
  useHotkeys([
    ["/", () => free && field.current?.focus()],
    ["mod+N", () => free && create()],
  ]);

  return (
    <div className="users">
      <div className="users-bar">
        <SearchField ref={field} search={search} />
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
          <SoughtUsers
            key={status}
            status={status}
            search={search}
            sorting={sorting[status]}
            busy={actions.busy}
            onAction={onAction}
            onSort={onSort}
            onCreate={create}
          />
        </Tabs.Panel>
      </Tabs>
      <PreparedDialogs />
      <UserDialogs dialogs={actions.dialogs} open={actions.open} close={actions.close} done={actions.done} />
    </div>
  );
}

interface SoughtProps extends Omit<ComponentProps<typeof UserTable>, "list" | "empty"> {
  status: UserStatus;
  search: Search;
  sorting: Sorting;
  onCreate: () => void;
}

/** The list that is open, of whom is searched for. */
function SoughtUsers({ status, search, sorting: { sort, descending }, onCreate, ...table }: SoughtProps) {
  // Asked for at each letter: the answer is there before the next one is typed.
  const sought = useSought(search);
  const list = useMemo<UserList>(
    () => ({ status, search: sought, sort, descending }),
    [status, sought, sort, descending],
  );
  const empty = useCallback(
    (found: string) => <EmptyList list={status} search={found} onCreate={onCreate} onClear={() => search.type("")} />,
    [status, search, onCreate],
  );
  return <UserTable list={list} empty={empty} {...table} />;
}

/** How long after the lists what the dialogs need is read (milliseconds): who opens one need not wait for it. */
const PREPARED_AFTER = 400;

function PreparedDialogs() {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), PREPARED_AFTER);
    return () => clearTimeout(timer);
  }, []);
  useNewUserPreview({ enabled: settled });
  return null;
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
