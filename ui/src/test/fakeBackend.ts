import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import { unexpected } from "../lib/never";
import type {
  Account,
  AccountEntry,
  AdministratorRow,
  AuditEntry,
  AuditHistory,
  AuditQuery,
  CommandError,
  CreateUser,
  DeepLinkOpened,
  FoundPerson,
  Invalidated,
  Mail,
  NewUserPreview,
  Outcome,
  OwnSession,
  PendingChange,
  PendingEdit,
  PendingMark,
  PolicyStatus,
  ProblemCode,
  RestoreUser,
  Status,
  SyncStatus,
  UpdateMe,
  UpdateUser,
  UserQuery,
  UserRow,
  UserStatus,
  UserWindow,
} from "../lib/types";
import {
  makeAccount,
  makeChange,
  makeInvitation,
  makeMe,
  makeOwnSession,
  makeRow,
  makeSession,
  makeSync,
} from "./people";

/** What the UI asked for: the command's name and its arguments. */
interface Call {
  command: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever crossed the bridge; a test says what it expects of it.
  args: any;
}

type Answer = (args: Record<string, unknown>) => unknown;

/** The Rust side as far as the screens need one: it keeps what it is told and forgets the rules. */
export class FakeBackend {
  readonly calls: Call[] = [];
  status: Status = statusOf("signedIn");
  sync: SyncStatus = makeSync();
  /** Whether the service can be reached: when not, what is asked for becomes a pending change. */
  reachable = true;
  pending: PendingChange[] = [];
  accounts: AccountEntry[] = [makeAccount({ isCurrent: true })];
  people: FoundPerson[] = [];
  /** Whether all users are on this computer. */
  complete = true;
  /** Whether more people match a search than are given. */
  morePeople = false;
  account: Account = { id: "account", name: "Analytical Engines", language: "fr" };
  administrators: AdministratorRow[] = [
    { id: "grace", fullName: "Grace Hopper", communicationEmail: "grace@example.com" },
  ];
  preview: NewUserPreview = {
    canAssignBillingManager: true,
    languages: ["en", "fr", "es", "de", "pt-BR", "ar"],
    defaultLanguage: "fr",
  };
  users: Record<UserStatus, UserRow[]> = { active: [], pending: [], removed: [] };
  mails: Mail[] = [];
  sessions: OwnSession[] = [makeOwnSession({ current: true })];
  /** The audit log, the newest event first. */
  auditEvents: AuditEntry[] = [];
  auditHistory: AuditHistory = "kept";
  /** Instead of its usual answer, what a command answers with, or throws. */
  readonly answers = new Map<string, Answer>();

  install(): this {
    mockIPC((command, payload) => this.handle(command, payload as Record<string, unknown>), { shouldMockEvents: true });
    return this;
  }

  refuse(command: string, error: CommandError): void {
    this.answers.set(command, () => {
      throw error;
    });
  }

  callsOf(command: string): Call["args"][] {
    return this.calls.filter((call) => call.command === command).map(({ args }) => args);
  }

  async tell(tags: Invalidated["tags"]): Promise<void> {
    await emit("invalidated", { tags });
  }

  async openLink(link: DeepLinkOpened): Promise<void> {
    await emit("deep-link-opened", link);
  }

  private handle(command: string, args: Record<string, unknown> = {}): unknown {
    this.calls.push({ command, args });
    const answer = this.answers.get(command) ?? this.usual[command];
    if (!answer) throw new Error(`the fake backend has no command ${command}`);
    return answer(args);
  }

  private readonly usual: Record<string, Answer> = {
    get_status: () => this.status,
    use_on_this_computer: () => this.become("createAccount"),
    create_account: () => this.become("signedIn"),
    connect_to_server: ({ address }) => {
      this.become("signIn");
      this.status = { ...this.status, mode: "server", serverUrl: String(address) };
      return this.status;
    },
    leave_server: () => this.become("firstStart"),
    sign_in: () => this.become("signedIn"),
    sign_out: () => this.become("signIn"),
    forgot_password: () => ({ mailFolder: null }),
    update_me: ({ changes }) => {
      const me = { ...(this.status.session?.me ?? makeMe()), ...(changes as UpdateMe) } as ReturnType<typeof makeMe>;
      this.status = { ...this.status, session: { me, fullName: `${me.firstName} ${me.lastName}`, lock: null } };
      return me;
    },
    change_password: () => null,
    list_sessions: () => this.sessions,
    end_session: ({ id }) => {
      this.sessions = this.sessions.filter((session) => session.id !== id);
      return null;
    },
    end_other_sessions: () => {
      this.sessions = this.sessions.filter(({ current }) => current);
      return null;
    },
    get_account: () => this.account,
    update_account: ({ changes }) => {
      this.account = { ...this.account, ...(changes as Partial<Account>) };
      return this.account;
    },
    list_administrators: () => this.administrators,
    list_audit_events: ({ query }) => this.auditWindow(query as AuditQuery),
    export_audit_log: ({ format }) => ({
      fileName: `Roster audit log 2026-11-25.${format}`,
      path: `/home/grace/Downloads/Roster audit log 2026-11-25.${format}`,
    }),
    set_colours: () => null,
    zoom: () => 100,
    check_audit_history: () => this.auditHistory,
    accept_audit_history: () => {
      this.auditHistory = "kept";
      return null;
    },
    list_users: ({ query }) => this.window(query as UserQuery),
    count_users: () => ({
      active: this.users.active.length,
      pending: this.users.pending.length,
      removed: this.users.removed.length,
      complete: this.complete,
    }),
    get_user: ({ id }) => this.find(String(id)) ?? null,
    preview_new_user: () => this.preview,
    check_new_user: ({ information }) => information,
    read_address: ({ text }) => text,
    create_user: ({ user }) => this.ask({ action: "create", user: user as CreateUser }),
    update_user: ({ edit }) => {
      const { id, changes } = edit as { id: string; changes: UpdateUser };
      return this.ask({ action: "update", id, changes });
    },
    remove_user: ({ id }) => this.ask({ action: "remove", id: String(id) }),
    restore_user: ({ restoration }) => {
      const { id, restore } = restoration as { id: string; restore: RestoreUser };
      return this.ask({ action: "restore", id, restore });
    },
    undo_removal: ({ id }) => {
      const waiting = this.pending.find(({ edit }) => edit.action === "remove" && edit.id === id);
      this.pending = this.pending.filter((one) => one !== waiting);
      return waiting ? { kind: "withdrawn" } : { kind: "undone", row: this.move(String(id), "active") };
    },
    find_login_owner: ({ loginEmail }) =>
      Object.values(this.users)
        .flat()
        .find(({ user }) => user.loginEmail.toLowerCase() === String(loginEmail).trim().toLowerCase()) ?? null,
    delete_invitation: ({ id }) => this.ask({ action: "deleteInvitation", id: String(id) }),
    resend_invitation: ({ id }) => this.ask({ action: "resendInvitation", id: String(id) }),
    list_pending_changes: () => this.pending,
    count_pending_changes: () => this.pending.length,
    withdraw_pending_change: ({ id }) => {
      const change = this.pending.find((one) => one.id === id);
      this.pending = this.pending.filter((one) => one.id !== id);
      return change;
    },
    revise_pending_change: ({ id, edit }) => {
      const revised = edit as PendingEdit;
      const place = this.pending.findIndex((one) => one.id === id);
      const before = this.pending[place];
      if (!before) throw new Error(`no pending change ${id}`);
      if (this.reachable) {
        this.pending = this.pending.filter((one) => one.id !== id);
        return { kind: "done", row: this.apply(revised) };
      }
      const change = makeChange(revised, { id: before.id, subjectName: before.subjectName });
      this.pending = this.pending.with(place, change);
      return { kind: "pending", change };
    },
    try_keyring_again: () => this.become("signedIn", { keyring: { available: true, locked: false, reason: null } }),
    list_accounts: () => this.accounts,
    switch_account: ({ key }) => {
      const entry = this.accounts.find((one) => one.key === key);
      if (!entry) throw new Error(`no account ${key}`);
      this.accounts = this.accounts.map((one) => ({ ...one, isCurrent: one === entry }));
      if (!entry.signedIn) return this.become("signIn", { lastLoginEmail: entry.loginEmail });
      const me = {
        ...makeMe({ id: `me-${key}` }),
        account: { ...this.account, id: entry.key, name: entry.accountName },
      };
      return this.become("signedIn", { session: { me, fullName: `${me.firstName} ${me.lastName}`, lock: null } });
    },
    begin_adding_account: () => this.become("firstStart", { addingAccount: true }),
    cancel_adding_account: () => this.become("signedIn"),
    forget_account: ({ key }) => {
      this.accounts = this.accounts.filter((one) => one.key !== key);
      return this.status;
    },
    find_people: ({ search }) => ({
      people: this.people.filter(({ row }) =>
        `${row.fullName} ${row.user.loginEmail}`.toLowerCase().includes(String(search).toLowerCase()),
      ),
      complete: this.complete,
      more: this.morePeople,
      notSearched: this.accounts.filter(({ signedIn }) => !signedIn).map(({ accountName }) => accountName),
    }),
    copy_invitation_link: () => ({
      url: "https://roster.example.com/invitations/0b4Jq3wqv2xv5y7W1sX0c9mYq8dP6rTz",
      expiresAt: makeInvitation().expiresAt,
    }),
    get_sync_status: () => this.sync,
    sync_now: () => null,
    notify_online: () => null,
    list_mails: ({ query }) => {
      const { offset, limit } = query as { offset: number; limit: number };
      return { items: this.mails.slice(offset, offset + limit), total: this.mails.length };
    },
    get_mail: ({ id }) => this.mails.find((mail) => mail.id === id),
    open_link: () => null,
    set_unsaved: () => null,
    hear_close: () => null,
    close_window: () => null,
  };

  private become(stage: Status["stage"], over: Partial<Status> = {}): Status {
    this.status = { ...statusOf(stage), keyring: this.status.keyring, ...over };
    return this.status;
  }

  /** One mechanism, as in the Rust side: done when the service can be reached, else kept. */
  private ask(edit: PendingEdit): Outcome {
    if (this.reachable) return { kind: "done", row: this.apply(edit) };
    const row = edit.action === "create" ? undefined : this.find(edit.id);
    const change = makeChange(edit, row && { subjectName: row.fullName, subjectEmail: row.user.loginEmail });
    this.pending = [...this.pending, change];
    return { kind: "pending", change };
  }

  private apply(edit: PendingEdit): UserRow | null {
    switch (edit.action) {
      case "create":
        return this.invite(edit.user);
      case "update":
        return this.replace(edit.id, ({ user }) =>
          makeRow({ ...user, ...(edit.changes as object), version: user.version + 1 }),
        );
      case "remove":
        return this.move(edit.id, "removed");
      case "restore":
        return this.move(edit.id, "pending");
      case "resendInvitation":
        return this.replace(edit.id, ({ user }) =>
          makeRow({ ...user, invitation: makeInvitation({ delivery: "queued" }) }),
        );
      case "deleteInvitation":
        this.users.pending = this.users.pending.filter(({ user }) => user.id !== edit.id);
        return null;
      default:
        return unexpected(edit, null);
    }
  }

  private invite({ permissions = [], ...user }: CreateUser): UserRow {
    const row = makeRow({
      ...user,
      permissions,
      status: "pending",
      invitation: makeInvitation({ delivery: "queued" }),
    });
    this.users.pending.unshift(row);
    return row;
  }

  private window({ status, search, descending, offset, limit }: UserQuery): UserWindow {
    const wanted = search.toLowerCase();
    const matches = (name: string, email: string) => `${name} ${email}`.toLowerCase().includes(wanted);
    const found = this.users[status].filter(({ fullName, user }) => matches(fullName, user.loginEmail));
    const ordered = descending && status !== "pending" ? found.toReversed() : found;
    const creations = this.pending.filter(
      ({ edit, subjectName }) => edit.action === "create" && matches(subjectName, edit.user.loginEmail),
    );
    return {
      rows: ordered.slice(offset, offset + limit).map((row) => ({ ...row, pending: this.marksOf(row) })),
      total: found.length,
      creations: status === "pending" ? creations : [],
    };
  }

  private marksOf({ user, pending }: UserRow): PendingMark[] {
    const own = this.pending.filter(({ edit }) => edit.action !== "create" && edit.id === user.id);
    return [...pending, ...own.map(({ id, edit, state }) => ({ id, action: edit.action, state }))];
  }

  private auditWindow({ filter, before, limit }: AuditQuery) {
    const wanted = filter.search.toLowerCase();
    const found = this.auditEvents.filter(
      ({ seq, action, actor, target }) =>
        seq < (before ?? Number.POSITIVE_INFINITY) &&
        (!filter.action || action === filter.action) &&
        (!filter.actor || actor?.id === filter.actor) &&
        (!filter.target || target?.id === filter.target) &&
        `${actor?.name} ${target?.name}`.toLowerCase().includes(wanted),
    );
    return { items: found.slice(0, limit), hasMore: found.length > limit };
  }

  private find(id: string): UserRow | undefined {
    return Object.values(this.users)
      .flat()
      .find(({ user }) => user.id === id);
  }

  private replace(id: string, change: (row: UserRow) => UserRow): UserRow {
    for (const rows of Object.values(this.users)) {
      const place = rows.findIndex(({ user }) => user.id === id);
      const row = rows[place];
      if (!row) continue;
      const changed = change(row);
      rows[place] = changed;
      return changed;
    }
    throw new Error(`no user ${id}`);
  }

  private move(id: string, status: UserStatus): UserRow {
    const row = this.find(id);
    if (!row) throw new Error(`no user ${id}`);
    this.users[row.user.status] = this.users[row.user.status].filter(({ user }) => user.id !== id);
    const moved = makeRow({
      ...row.user,
      status,
      invitation: status === "pending" ? makeInvitation({ delivery: "queued" }) : null,
    });
    this.users[status].unshift(moved);
    return moved;
  }
}

/** What an organization has fixed: nothing. */
export function makePolicy(over: Partial<PolicyStatus> = {}): PolicyStatus {
  return {
    server: null,
    serverUnclear: false,
    offersThisComputer: true,
    language: null,
    noSignInHere: false,
    problems: [],
    ...over,
  };
}

export function statusOf(stage: Status["stage"], over: Partial<Status> = {}): Status {
  const chosen = stage !== "firstStart";
  return {
    stage,
    addingAccount: false,
    mode: chosen ? "embedded" : null,
    serverUrl: chosen ? "http://127.0.0.1:7867" : null,
    keyring: { available: true, locked: false, reason: null },
    session: stage === "signedIn" ? makeSession() : null,
    lostChanges: null,
    lastLoginEmail: stage === "signIn" ? "grace@example.com" : null,
    notice: null,
    policy: makePolicy(),
    ...over,
  };
}

/** A refusal of the service's. */
export function problem(code: ProblemCode, over: Partial<CommandError> = {}): CommandError {
  return { kind: "problem", code, desktopCode: null, detail: code, errors: [], current: null, ...over };
}

export function offline(): CommandError {
  return { kind: "offline", code: null, desktopCode: null, detail: "unreachable", errors: [], current: null };
}
