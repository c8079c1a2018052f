import { Menu, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconLogin2, IconPlus, IconSelector, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { Mark } from "../../components/Brand";
import { notifyProblem } from "../../components/notify";
import { useText } from "../../lib/text";
import type { AccountEntry, Me } from "../../lib/types";
import { leave } from "../../lib/unsaved";
import { accountPlace, accountState } from "./accountState";
import { ForgetAccountDialog } from "./ForgetAccountDialog";
import { useBeginAddingAccount, useSwitchAccount } from "./mutations";
import { useAccounts } from "./queries";
import "./accounts.css";

/** Which account one works in, and the way to the others. */
export function AccountSwitcher({ me, fullName: name }: { me: Me; fullName: string }) {
  const t = useText();
  const accounts = useAccounts().data ?? [];
  const begin = useBeginAddingAccount();
  const switchTo = useSwitchAccount();
  const [forgetting, setForgetting] = useState<AccountEntry | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const forget = (entry: AccountEntry) => {
    // The item is gone once the question is there; what gets the focus back is the button.
    button.current?.focus();
    setForgetting(entry);
  };
  const elsewhere = accounts.filter((entry) => !entry.isCurrent && accountState(entry, t)?.attention).length;
  return (
    <>
      <Menu
        position="bottom-start"
        width={300}
        withinPortal={false}
        floatingStrategy="fixed"
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <UnstyledButton ref={button} className="account-switcher" title={me.account.name}>
            <VisuallyHidden>{t("accounts-button")}</VisuallyHidden>{" "}
            <span className="account-mark" data-attention={elsewhere > 0 || undefined}>
              <Mark size={26} />
            </span>
            <span className="account-words">
              <Text span fw={620} lineClamp={2} dir="auto" className="account-name">
                {me.account.name}
              </Text>{" "}
              <Text span size="xs" c="dimmed" truncate dir="auto">
                {name}
              </Text>
            </span>
            <IconSelector size={16} aria-hidden className="account-open" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {accounts.map((entry) => (
            <AccountItems
              key={entry.key}
              entry={entry}
              onGo={() => leave(() => switchTo.mutate(entry.key, { onError: (refused) => notifyProblem(refused, t) }))}
              onForget={forget}
            />
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => leave(() => begin.mutate(undefined, { onError: (refused) => notifyProblem(refused, t) }))}
          >
            {t("add-account")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {elsewhere > 0 && (
        <VisuallyHidden role="status">{t("accounts-need-attention", { count: elsewhere })}</VisuallyHidden>
      )}
      {forgetting && <ForgetAccountDialog entry={forgetting} onClose={() => setForgetting(null)} />}
    </>
  );
}

interface ItemsProps {
  entry: AccountEntry;
  onGo: () => void;
  onForget: (entry: AccountEntry) => void;
}

/** One account; of one whose session has ended, also the way to be rid of it. */
function AccountItems({ entry, onGo, onForget }: ItemsProps) {
  const t = useText();
  const state = accountState(entry, t);
  return (
    <>
      <Menu.Item
        className="account-item"
        aria-current={entry.isCurrent || undefined}
        leftSection={<EntryIcon entry={entry} />}
        onClick={entry.isCurrent ? undefined : onGo}
      >
        <Text span display="block" size="sm" fw={550} truncate dir="auto">
          {entry.accountName}
        </Text>{" "}
        <Text span display="block" size="xs" c="dimmed" truncate>
          <bdi>{entry.userName}</bdi> · <bdi>{accountPlace(entry, t)}</bdi>
        </Text>{" "}
        {state && (
          <Text span display="block" size="xs" className="account-state" data-attention={state.attention || undefined}>
            {state.words}
          </Text>
        )}
      </Menu.Item>
      {!entry.signedIn && (
        <Menu.Item
          className="account-item account-forget"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => onForget(entry)}
        >
          <Text span display="block" size="sm" truncate dir="auto">
            {t("forget-account", { name: entry.accountName })}
          </Text>
        </Menu.Item>
      )}
    </>
  );
}

function EntryIcon({ entry }: { entry: AccountEntry }) {
  if (entry.isCurrent) return <IconCheck size={16} aria-hidden />;
  if (!entry.signedIn) return <IconLogin2 size={16} aria-hidden />;
  return <span className="account-no-icon" />;
}
