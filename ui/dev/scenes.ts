import type { PendingEdit, SessionLock, UserRow } from "../src/lib/types";
import { FakeBackend, offline, problem, statusOf } from "../src/test/fakeBackend";
import {
  daysFromNow,
  denied,
  makeAccount,
  makeChange,
  makeCrowd,
  makeInvitation,
  makeMe,
  makeRow,
  makeSession,
  makeSync,
} from "../src/test/people";

const LONG = "Maximiliane-Friederike-Alexandrina von und zu Hohenstein-Wittelsbach-Battenberg";

/** What the preview can show, by name. */
export const SCENES: Record<string, () => FakeBackend> = {
  full,
  french: () =>
    after(full(), (backend) => (backend.status = statusOf("signedIn", { session: makeSession({ language: "fr" }) }))),
  empty: () => new FakeBackend(),
  user: () =>
    after(new FakeBackend(), (backend) => {
      backend.status = statusOf("signedIn", {
        mode: "server",
        session: makeSession({ role: "user", permissions: [] }),
      });
    }),
  loading: () => after(full(), (backend) => backend.answers.set("list_users", () => new Promise(() => undefined))),
  broken: () =>
    after(full(), (backend) =>
      backend.refuse("list_users", {
        ...problem("internal-error"),
        kind: "desktop",
        code: null,
        desktopCode: "replicaUnreadable",
      }),
    ),
  refusing: () =>
    after(full(), (backend) => {
      backend.refuse("create_user", problem("login-email-taken"));
      backend.refuse("sign_in", problem("invalid-credentials"));
    }),
  offline: () =>
    after(full(), (backend) => {
      backend.reachable = false;
      backend.refuse("copy_invitation_link", offline());
      backend.sync = makeSync({ state: "offline", lastContact: daysFromNow(-0.1) });
    }),
  /** Nothing can be reached: what is done is kept. Three changes wait; one was refused, one is in conflict. */
  pending: () => after(full(), withPending),
  pendingFrench: () =>
    after(full(), (backend) => {
      withPending(backend);
      backend.status = statusOf("signedIn", { session: makeSession({ language: "fr" }) });
    }),
  accounts: () => after(full(), withAccounts),
  adding: () =>
    after(new FakeBackend(), (backend) => (backend.status = statusOf("firstStart", { addingAccount: true }))),
  ended: () =>
    after(new FakeBackend(), (backend) => {
      withAccounts(backend);
      backend.accounts = backend.accounts.map((entry) => ({ ...entry, isCurrent: !entry.signedIn }));
      backend.status = statusOf("signIn", { mode: "server", serverUrl: "https://roster.babbage.example" });
    }),
  locked: () => after(new FakeBackend(), (backend) => lock(backend, "offlineTooLong")),
  clock: () => after(new FakeBackend(), (backend) => lock(backend, "clockTurnedBack")),
  syncing: () =>
    after(full(), (backend) => {
      backend.sync = makeSync({ state: "syncing", progress: { done: 34_000, total: 100_000 }, lastContact: null });
      backend.status = statusOf("signedIn", {
        notice: "rightsChanged",
        keyring: { available: false, locked: false, reason: "No such interface" },
      });
    }),
  firstStart: () => after(new FakeBackend(), (backend) => (backend.status = statusOf("firstStart"))),
  createAccount: () => after(new FakeBackend(), (backend) => (backend.status = statusOf("createAccount"))),
  signIn: () =>
    after(new FakeBackend(), (backend) => {
      backend.status = statusOf("signIn", {
        notice: "sessionEnded",
        mode: "server",
        serverUrl: "https://roster.example.com",
        keyring: {
          locked: false,
          available: false,
          reason: "The name org.freedesktop.secrets was not provided by any .service files",
        },
      });
      backend.refuse("sign_in", problem("invalid-credentials"));
    }),
};

function withPending(backend: FakeBackend): void {
  const [, second, third] = backend.users.active.slice(3);
  const invited = backend.users.pending[0];
  if (!second || !third || !invited) throw new Error("the scene needs people");
  backend.reachable = false;
  backend.sync = makeSync({ state: "offline", pendingChanges: 5, attention: 2, lastContact: daysFromNow(-0.03) });
  const create = (firstName: string, lastName: string, loginEmail: string): PendingEdit => ({
    action: "create",
    user: {
      firstName,
      lastName,
      loginEmail,
      communicationEmail: `post.${loginEmail}`,
      language: "fr",
      role: "administrator",
      permissions: ["billingManager"],
    },
  });
  const of = ({ fullName, user }: UserRow) => ({ subjectName: fullName, subjectEmail: user.loginEmail });
  const editable = ({ firstName, lastName, communicationEmail, language, role, permissions }: UserRow["user"]) => ({
    firstName,
    lastName,
    communicationEmail,
    language,
    role,
    permissions,
  });
  const base = editable(third.user);
  backend.pending = [
    makeChange(create("Émilie", "du Châtelet", "emilie@example.com"), {
      state: "refused",
      problem: problem("login-email-taken"),
    }),
    makeChange(
      { action: "update", id: second.user.id, changes: { lastName: "Byron", role: "administrator" } },
      of(second),
    ),
    makeChange({ action: "remove", id: second.user.id }, of(second)),
    makeChange(
      { action: "update", id: third.user.id, changes: { lastName: "King", communicationEmail: "king@example.org" } },
      {
        ...of(third),
        state: "conflict",
        conflict: {
          fields: ["lastName", "communicationEmail"],
          base,
          mine: { ...base, lastName: "King", communicationEmail: "king@example.org" },
          theirs: { ...base, lastName: LONG, communicationEmail: "someone.else@a.long.domain.example.com" },
        },
      },
    ),
    makeChange(create(LONG, LONG, `${"a.very.long.address".repeat(3)}@subdomain.example.com`), { state: "sending" }),
    makeChange({ action: "resendInvitation", id: invited.user.id }, of(invited)),
  ];
}

function withAccounts(backend: FakeBackend): void {
  backend.accounts = [
    makeAccount({ isCurrent: true }),
    makeAccount({
      key: "babbage",
      accountName: "Babbage & Sons Difference Engines, Calculating Machines and Instruments",
      mode: "server",
      serverUrl: "https://roster.babbage.example",
      signedIn: false,
      sync: makeSync({ pendingChanges: 2 }),
    }),
    makeAccount({
      key: "royal",
      accountName: "Royal Society",
      userName: "Mary Somerville",
      mode: "server",
      serverUrl: "https://people.royal-society.example",
      sync: makeSync({ state: "offline", pendingChanges: 3, attention: 1 }),
    }),
  ];
  backend.people = [
    ...makeCrowd("active", 3).map((row) => ({ account: "analytical", accountName: "Analytical Engines", row })),
    ...makeCrowd("pending", 4).map((row) => ({ account: "royal", accountName: "Royal Society", row })),
    {
      account: "royal",
      accountName: "Royal Society",
      row: makeRow({ firstName: LONG, lastName: "Martin", loginEmail: "long.person@example.com", status: "removed" }),
    },
  ];
}

function lock(backend: FakeBackend, reason: SessionLock): void {
  withAccounts(backend);
  backend.sync = makeSync({ state: "offline", lastContact: daysFromNow(-15) });
  backend.status = statusOf("signedIn", { session: { ...makeSession(), lock: reason } });
}

function after(backend: FakeBackend, change: (backend: FakeBackend) => void): FakeBackend {
  change(backend);
  return backend;
}

function full(): FakeBackend {
  const backend = new FakeBackend();
  backend.users.active = [
    makeRow({
      ...makeMe(),
      isSelf: true,
      actions: { editRole: denied("own-role"), editPermissions: denied("own-role"), remove: denied("own-account") },
    }),
    makeRow({
      firstName: LONG,
      lastName: LONG,
      loginEmail: `${"a.very.long.address".repeat(3)}@subdomain.example.com`,
    }),
    makeRow({ firstName: "محمد", lastName: "الإدريسي", loginEmail: "mohammed@example.com", language: "ar" }),
    makeRow({ firstName: "יעל", lastName: "כהן", loginEmail: "yael@example.com", role: "administrator" }),
    ...makeCrowd("active", 100_000),
  ];
  backend.users.pending = [
    makeRow({ status: "pending", invitation: makeInvitation({ delivery: "queued", sentAt: null }) }),
    makeRow({ status: "pending", firstName: "Alan", lastName: "Turing", loginEmail: "alan@example.com" }),
    makeRow({
      status: "pending",
      firstName: "Katherine",
      lastName: "Johnson",
      loginEmail: "katherine@example.com",
      invitation: makeInvitation({ delivery: "failed", deliveryError: "550 5.1.1 No such user here" }),
    }),
    makeRow({
      status: "pending",
      firstName: LONG,
      lastName: "X",
      loginEmail: "long@example.com",
      invitation: makeInvitation({ delivery: "queued", deliveryError: "421 Try again later" }),
    }),
    makeRow({
      status: "pending",
      firstName: "Edsger",
      lastName: "Dijkstra",
      loginEmail: "edsger@example.com",
      invitation: makeInvitation({ expired: true, expiresAt: daysFromNow(-3.2) }),
    }),
  ];
  backend.users.removed = makeCrowd("removed", 3);
  backend.mails = ["Ada Lovelace", "Alan Turing", "Katherine Johnson"].map((name, number) => ({
    id: `mail-${number}.eml`,
    to: `${name.split(" ")[0]?.toLowerCase()}@example.com`,
    from: "Roster <roster@localhost>",
    subject:
      number === 1
        ? "Grace Hopper vous invite dans Analytical Engines"
        : "Grace Hopper invites you to Analytical Engines",
    date: daysFromNow(-number * 1.3 - 0.01),
    hasLink: true,
    link: "http://127.0.0.1:7867/invitations/0b4Jq3wqv2xv5y7W1sX0c9mYq8dP6rTz0b4Jq3wqv2x",
    html: null,
    text: `Hello ${name},\n\nGrace Hopper invites you to the account Analytical Engines in Roster.\n\nSet your password here:\nhttp://127.0.0.1:7867/invitations/0b4Jq3wqv2xv5y7W1sX0c9mYq8dP6rTz0b4Jq3wqv2x\n\nThe link works once, until 30 November 2026.`,
  }));
  return backend;
}
