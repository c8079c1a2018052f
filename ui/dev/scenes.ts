import { FakeBackend, offline, problem, statusOf } from "../src/test/fakeBackend";
import { daysFromNow, denied, makeCrowd, makeInvitation, makeMe, makeRow } from "../src/test/people";

const LONG = "Maximiliane-Friederike-Alexandrina von und zu Hohenstein-Wittelsbach-Battenberg";

/** What the preview can show, by name. */
export const SCENES: Record<string, () => FakeBackend> = {
  full,
  french: () =>
    after(
      full(),
      (backend) => (backend.status = statusOf("signedIn", { session: { me: makeMe({ language: "fr" }) } })),
    ),
  empty: () => new FakeBackend(),
  user: () =>
    after(new FakeBackend(), (backend) => {
      backend.status = statusOf("signedIn", {
        mode: "server",
        session: { me: makeMe({ role: "user", permissions: [] }) },
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
  conflict: () =>
    after(full(), (backend) => {
      const meanwhile = makeRow({ ...makeCrowd("active", 1)[0]?.user, lastName: "Byron", role: "user", version: 4 });
      backend.refuse("update_user", problem("version-conflict", { current: meanwhile }));
    }),
  offline: () =>
    after(full(), (backend) => {
      backend.refuse("create_user", offline());
      backend.sync = { state: "offline", pendingChanges: 2, progress: null, lastContact: daysFromNow(-0.1) };
    }),
  syncing: () =>
    after(full(), (backend) => {
      backend.sync = {
        state: "syncing",
        pendingChanges: 0,
        progress: { done: 34_000, total: 100_000 },
        lastContact: null,
      };
      backend.status = statusOf("signedIn", {
        notice: "rightsChanged",
        keyring: { available: false, reason: "No such interface" },
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
          available: false,
          reason: "The name org.freedesktop.secrets was not provided by any .service files",
        },
      });
      backend.refuse("sign_in", problem("invalid-credentials"));
    }),
};

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
