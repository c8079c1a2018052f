import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import type {
  Account,
  Administrator,
  AuditEntry,
  AuditHistory,
  AuditQuery,
  CommandError,
  CreateUser,
  DeepLinkOpened,
  Invalidated,
  Mail,
  NewUserPreview,
  ProblemCode,
  RestoreUser,
  Status,
  SyncStatus,
  UpdateMe,
  UpdateUser,
  UserQuery,
  UserRow,
  UserStatus,
} from "../lib/types";
import { makeInvitation, makeMe, makeRow } from "./people";

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
  sync: SyncStatus = { state: "upToDate", pendingChanges: 0, progress: null, lastContact: new Date().toISOString() };
  account: Account = { id: "account", name: "Analytical Engines", language: "fr" };
  administrators: Administrator[] = [
    { id: "grace", firstName: "Grace", lastName: "Hopper", communicationEmail: "grace@example.com" },
  ];
  preview: NewUserPreview = {
    canAssignBillingManager: true,
    languages: ["en", "fr", "es", "de", "pt-BR", "ar"],
    defaultLanguage: "fr",
  };
  users: Record<UserStatus, UserRow[]> = { active: [], pending: [], removed: [] };
  mails: Mail[] = [];
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
    update_me: ({ changes }) => {
      const me = { ...(this.status.session?.me ?? makeMe()), ...(changes as UpdateMe) } as ReturnType<typeof makeMe>;
      this.status = { ...this.status, session: { me } };
      return me;
    },
    change_password: () => null,
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
    }),
    get_user: ({ id }) => this.find(String(id)) ?? null,
    preview_new_user: () => this.preview,
    create_user: ({ user }) => {
      const { permissions = [], ...rest } = user as CreateUser;
      const row = makeRow({
        ...rest,
        permissions,
        status: "pending",
        invitation: makeInvitation({ delivery: "queued" }),
      });
      this.users.pending.unshift(row);
      return row;
    },
    update_user: ({ edit }) => {
      const { id, changes } = edit as { id: string; changes: UpdateUser };
      return this.replace(id, (row) => makeRow({ ...row.user, ...(changes as object), version: row.user.version + 1 }));
    },
    remove_user: ({ id }) => this.move(String(id), "removed"),
    restore_user: ({ restoration }) => {
      const { id } = restoration as { id: string; restore: RestoreUser };
      return this.move(id, "pending");
    },
    delete_invitation: ({ id }) => {
      this.users.pending = this.users.pending.filter(({ user }) => user.id !== id);
      return null;
    },
    resend_invitation: ({ id }) =>
      this.replace(String(id), (row) => makeRow({ ...row.user, invitation: makeInvitation({ delivery: "queued" }) })),
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
  };

  private become(stage: Status["stage"]): Status {
    this.status = { ...statusOf(stage), keyring: this.status.keyring };
    return this.status;
  }

  private window({ status, search, descending, offset, limit }: UserQuery) {
    const wanted = search.toLowerCase();
    const found = this.users[status].filter(({ fullName, user }) =>
      `${fullName} ${user.loginEmail}`.toLowerCase().includes(wanted),
    );
    const ordered = descending && status !== "pending" ? found.toReversed() : found;
    return { rows: ordered.slice(offset, offset + limit), total: found.length };
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

export function statusOf(stage: Status["stage"], over: Partial<Status> = {}): Status {
  const chosen = stage !== "firstStart";
  return {
    stage,
    addingAccount: false,
    mode: chosen ? "embedded" : null,
    serverUrl: chosen ? "http://127.0.0.1:7867" : null,
    keyring: { available: true, reason: null },
    session: stage === "signedIn" ? { me: makeMe() } : null,
    lastLoginEmail: stage === "signIn" ? "grace@example.com" : null,
    notice: null,
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
