import { IconAddressBook, IconMail, IconSettings } from "@tabler/icons-react";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { Notices } from "../components/Notices";
import { useStaleNotices } from "../components/staleNotices";
import { AccountSwitcher } from "../features/accounts/AccountSwitcher";
import { AuditHistoryAlert } from "../features/audit/AuditHistoryAlert";
import { useKnownAuditHistory } from "../features/audit/queries";
import { PendingPanelProvider } from "../features/pending/PendingPanelProvider";
import { FindPerson } from "../features/people/FindPerson";
import { KeyringNotice } from "../features/session/KeyringNotice";
import { NoticeAlert } from "../features/session/NoticeAlert";
import { ProfileMenu } from "../features/session/ProfileMenu";
import { useStatus } from "../features/session/queries";
import { SyncStatus } from "../features/session/SyncStatus";
import { useSession } from "../features/session/session";
import { useNotice } from "../features/session/useNotice";
import { useAcceptedNotices } from "../features/users/useAcceptedNotices";
import { useText } from "../lib/text";
import { LeavePlaceQuestion } from "./LeaveQuestion";
import { usePlace } from "./place";
import { SessionShortcuts } from "./Shortcuts";
import "./Shell.css";

/** The frame of work: where one can go on the left, and the screen one is at. */
export function Shell() {
  const t = useText();
  const { me, fullName, mode } = useSession();
  const main = useFocusOnArrival();
  const { notice, close } = useNotice();
  const noticed = useIsAmiss(me.role === "administrator") || notice !== null;
  useKeptPath();
  useStaleNotices();
  useAcceptedNotices();
  return (
    <PendingPanelProvider>
      <LeavePlaceQuestion />
      <SessionShortcuts />
      <div className="shell">
        <div className="shell-side">
          <nav aria-label={t("navigation-main")} className="shell-nav">
            <button type="button" className="shell-skip" onClick={() => main.current?.focus()}>
              {t("skip-to-content")}
            </button>
            <AccountSwitcher me={me} fullName={fullName} />
            <FindPerson />
            <Destination
              to="/clients"
              icon={<IconAddressBook size={20} stroke={1.6} aria-hidden />}
              name={t("clients")}
            />
            {me.role === "administrator" && (
              <Destination
                to="/settings"
                icon={<IconSettings size={20} stroke={1.6} aria-hidden />}
                name={t("settings")}
              />
            )}
            {mode === "embedded" && (
              <Destination to="/mailbox" icon={<IconMail size={20} stroke={1.6} aria-hidden />} name={t("mailbox")} />
            )}
            <div className="shell-space" />
            <ProfileMenu me={me} fullName={fullName} />
          </nav>
          <footer className="shell-foot">
            <SyncStatus noticed={noticed} />
          </footer>
        </div>
        <div className="shell-content">
          <main className="shell-main" id="main" ref={main} tabIndex={-1}>
            <div className="shell-notices">
              <NoticeAlert notice={notice} onClose={close} />
              <KeyringNotice />
              {me.role === "administrator" && <AuditHistoryAlert />}
            </div>
            <Outlet />
          </main>
          <Notices />
        </div>
      </div>
    </PendingPanelProvider>
  );
}

/** Whether something else above the screen needs attention. */
function useIsAmiss(isAdministrator: boolean): boolean {
  const history = useKnownAuditHistory();
  const keyring = useStatus().data?.keyring;
  return keyring?.locked === true || (isAdministrator && history !== undefined && history !== "kept");
}

function Destination({ to, icon, name }: { to: string; icon: ReactNode; name: string }) {
  return (
    <NavLink to={to} className="shell-link" title={name}>
      {icon}
      <span className="shell-link-words">{name}</span>
    </NavLink>
  );
}

function useKeptPath(): void {
  const place = usePlace();
  const path = useLocation().pathname;
  useEffect(() => {
    place.change(path.startsWith("/settings/") ? { path, settings: path } : { path });
  }, [place, path]);
}

/** There is no page load to tell a screen reader that the screen is another one: focus goes there instead. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const place = useLocation().pathname.split("/")[1];
  const arrived = useRef(place);
  // At once: whom one is led to gets the focus after that.
  useLayoutEffect(() => {
    if (arrived.current === place) return;
    arrived.current = place;
    main.current?.focus({ preventScroll: true });
  }, [place]);
  return main;
}
