import type {
  AccountEntry,
  Actions,
  Denial,
  Invitation,
  Language,
  Mail,
  Me,
  OwnSession,
  PendingChange,
  PendingEdit,
  PendingMark,
  SessionView,
  SyncStatus,
  User,
  UserRow,
  UserStatus,
  Verdict,
} from "../lib/types";

/** Made-up people for tests and for looking at screens without the Rust side. */

const ALLOWED: Verdict = { allowed: true, denial: null };

export function denied(denial: Denial): Verdict {
  return { allowed: false, denial };
}

const DAY = 86_400_000;

export function daysFromNow(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString();
}

export function makeActions(status: UserStatus, over: Partial<Actions> = {}): Actions {
  const only = (allowed: boolean) => (allowed ? ALLOWED : denied("wrong-status"));
  return {
    edit: only(status !== "removed"),
    editCommunicationEmail: only(status !== "removed"),
    editRole: only(status !== "removed"),
    editPermissions: only(status !== "removed"),
    permissionsVisible: true,
    remove: only(status === "active"),
    restore: only(status === "removed"),
    deleteInvitation: only(status === "pending"),
    resendInvitation: only(status === "pending"),
    copyInvitationLink: only(status === "pending"),
    ...over,
  };
}

export function makeInvitation(over: Partial<Invitation> = {}): Invitation {
  return {
    sentAt: daysFromNow(-2),
    expiresAt: daysFromNow(5.1),
    expired: false,
    delivery: "sent",
    deliveryError: null,
    invitedBy: null,
    ...over,
  };
}

export function makeUser(over: Partial<User> = {}): User {
  const status = over.status ?? "active";
  const loginEmail = over.loginEmail ?? "ada@example.com";
  return {
    id: `id-${loginEmail}`,
    firstName: "Ada",
    lastName: "Lovelace",
    loginEmail,
    communicationEmail: loginEmail,
    language: "en",
    role: "user",
    permissions: [],
    status,
    version: 3,
    createdAt: daysFromNow(-40),
    updatedAt: daysFromNow(-3),
    lastActiveAt: status === "pending" ? null : daysFromNow(-1.2),
    invitation: status === "pending" ? makeInvitation() : null,
    ...over,
  };
}

interface RowOver extends Partial<User> {
  actions?: Partial<Actions>;
  isSelf?: boolean;
  pending?: PendingMark[];
}

export function makeRow({ actions, isSelf = false, pending = [], ...over }: RowOver = {}): UserRow {
  const user = makeUser(over);
  return {
    user,
    fullName: `${user.firstName} ${user.lastName}`,
    isSelf,
    actions: makeActions(user.status, actions),
    pending,
  };
}

/** A pending change of that kind: waiting, unless told otherwise. */
export function makeChange(edit: PendingEdit, over: Partial<PendingChange> = {}): PendingChange {
  const invited = edit.action === "create" ? edit.user : null;
  return {
    id: `change-of-${edit.action === "create" ? edit.user.loginEmail : edit.id}-${edit.action}`,
    madeAt: daysFromNow(-0.13),
    state: "waiting",
    edit,
    subjectName: invited ? `${invited.firstName} ${invited.lastName}` : "Ada Lovelace",
    subjectEmail: invited?.loginEmail ?? "ada@example.com",
    problem: null,
    conflict: null,
    ...over,
  };
}

export function makeAccount(over: Partial<AccountEntry> = {}): AccountEntry {
  return {
    key: "analytical",
    accountName: "Analytical Engines",
    userName: "Grace Hopper",
    loginEmail: "grace@example.com",
    mode: "embedded",
    serverUrl: null,
    isCurrent: false,
    signedIn: true,
    left: false,
    sync: makeSync(),
    ...over,
  };
}

export function makeSync(over: Partial<SyncStatus> = {}): SyncStatus {
  return {
    state: "upToDate",
    pendingChanges: 0,
    attention: 0,
    progress: null,
    lastContact: new Date().toISOString(),
    serviceAheadSeconds: 0,
    trouble: null,
    ...over,
  };
}

export function makeSession(over: Partial<User> = {}): SessionView {
  const me = makeMe(over);
  return { me, fullName: `${me.firstName} ${me.lastName}`, lock: null };
}

export function makeMe(over: Partial<User> = {}): Me {
  return {
    ...makeUser({
      firstName: "Grace",
      lastName: "Hopper",
      loginEmail: "grace@example.com",
      role: "administrator",
      permissions: ["billingManager"],
      ...over,
    }),
    account: { id: "account", name: "Analytical Engines", language: "fr" },
  };
}

const FIRST = [
  "Mia",
  "Noah",
  "Zoé",
  "Étienne",
  "Ana",
  "Liam",
  "Ngọc",
  "Ólafur",
  "Chiara",
  "Jürgen",
  "Aïcha",
  "Oluwaseun",
];
const LAST = ["Martin", "Nguyễn", "Schmidt", "García", "Okafor", "Rossi", "O’Brien", "Lefèvre", "Jónsdóttir", "Silva"];
const LANGUAGES: Language[] = ["en", "fr", "es", "de", "pt-BR", "ar"];

/** As many people of a status as wanted, the same each time, in the order of their numbers. */
export function makeCrowd(status: UserStatus, size: number): UserRow[] {
  return Array.from({ length: size }, (_, number) => {
    const firstName = FIRST[number % FIRST.length] ?? "";
    const lastName = `${LAST[number % LAST.length] ?? ""} ${String(number).padStart(6, "0")}`;
    const loginEmail = `person${number}@example.com`;
    return makeRow({
      id: `${status}-${number}`,
      firstName,
      lastName,
      loginEmail,
      communicationEmail: number % 3 === 0 ? `mail.${number}@post.example.org` : loginEmail,
      language: LANGUAGES[number % LANGUAGES.length] ?? "en",
      role: number % 9 === 0 ? "administrator" : "user",
      permissions: number % 18 === 0 ? ["billingManager"] : [],
      status,
      lastActiveAt: number % 7 === 0 ? null : daysFromNow(-(number % 90) - 0.2),
      createdAt: daysFromNow(-number - 1),
    });
  });
}

/** Somewhere one is signed in; on another device, if nothing else is said. */
export function makeOwnSession(over: Partial<OwnSession> = {}): OwnSession {
  return {
    id: "session-here",
    deviceName: "grace-desk (Linux)",
    createdAt: "2026-11-20T09:00:00Z",
    lastUsedAt: "2026-11-25T09:00:00Z",
    expiresAt: "2026-12-20T09:00:00Z",
    current: false,
    origin: "192.0.2.7",
    ...over,
  };
}

/** Of the invitation that is in each of the mails. */
export const MAIL_LINK = "http://127.0.0.1:7867/invitations/secret";

/** That many mails, the newest first. */
export function makeMails(size: number): Mail[] {
  return Array.from({ length: size }, (_, number) => ({
    id: `mail ${number}.eml`,
    to: `person${number}@example.com`,
    from: "Roster <roster@localhost>",
    subject: `Invitation ${number}`,
    date: daysFromNow(-number),
    hasLink: true,
    link: MAIL_LINK,
    html: "<script>never shown</script>",
    text: `Hello ${number}\n${MAIL_LINK}`,
  }));
}
