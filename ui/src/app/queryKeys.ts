import type { AuditFilter, UserQuery } from "../lib/types";

/** What a list of users is made of, whichever part of it is in view. */
export type UserList = Omit<UserQuery, "offset" | "limit">;

/** Under which key each read is kept. A key begins with what invalidates it. */
export const queryKeys = {
  status: ["status"],
  sync: ["sync"],
  accounts: ["accounts"],
  people: ["users", "people"],
  peopleOf: (search: string) => ["users", "people", search],
  pendingChanges: ["pendingChanges"],
  account: ["account"],
  administrators: ["administrators"],
  sessions: ["sessions"],
  auditHistory: ["auditHistory"],
  auditEvents: (filter: AuditFilter) => ["audit", filter],
  users: ["users"],
  userCounts: ["users", "counts"],
  userList: (list: UserList) => ["users", "list", list],
  user: (id: string) => ["users", "one", id],
  newUserPreview: ["account", "newUserPreview"],
  mails: ["mails"],
  mailPage: (page: number) => ["mails", "list", page],
  mail: (id: string) => ["mails", "one", id],
} as const;
