import { Navigate, type RouteObject } from "react-router";
import { AccountPanel } from "../features/account/AccountPanel";
import { SettingsScreen, SettingsStart } from "../features/account/SettingsScreen";
import { AuditPanel } from "../features/audit/AuditPanel";
import { ClientsScreen } from "../features/clients/ClientsScreen";
import { MailboxScreen } from "../features/mails/MailboxScreen";
import { ProfileScreen } from "../features/profile/ProfileScreen";
import { UsersPanel } from "../features/users/UsersPanel";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";

/** Every place in a session. */
export const routes: RouteObject[] = [
  {
    path: "/",
    element: <Shell />,
    errorElement: <RouteError />,
    children: [
      { index: true, element: <Navigate to="/clients" replace /> },
      { path: "clients", element: <ClientsScreen /> },
      {
        path: "settings",
        element: <SettingsScreen />,
        children: [
          { index: true, element: <SettingsStart /> },
          { path: "account", element: <AccountPanel /> },
          { path: "users/:list?", element: <UsersPanel /> },
          { path: "audit", element: <AuditPanel /> },
        ],
      },
      { path: "mailbox/:id?", element: <MailboxScreen /> },
      { path: "profile/:section?", element: <ProfileScreen /> },
      { path: "*", element: <Navigate to="/" replace /> },
    ],
  },
];
