import { emit } from "@tauri-apps/api/event";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { SyncStatus } from "../lib/types";
import { FakeBackend, offline, statusOf } from "../test/fakeBackend";
import { makeCrowd, type makeMe, makeSession, makeSync } from "../test/people";
import { expectAccessible, fill, open } from "../test/render";

function as(me: Parameters<typeof makeMe>[0], mode: "embedded" | "server" = "embedded"): FakeBackend {
  const backend = new FakeBackend();
  backend.status = statusOf("signedIn", { mode, session: makeSession(me) });
  return backend;
}

const navigation = () => screen.findByRole("navigation", { name: "Main" });

describe("the frame", () => {
  it("leads an administrator on this computer to clients, settings and the mailbox", async () => {
    const { user } = open("/", as({}));
    const main = within(await navigation());
    expect(main.getAllByRole("link").map((link) => link.textContent)).toEqual(["Clients", "Settings", "Mailbox"]);
    await waitFor(() => expect(main.getByRole("link", { name: "Clients" })).toHaveAttribute("aria-current", "page"));
    await user.click(main.getByRole("link", { name: "Settings" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
    const tabs = screen.getAllByRole("tab").map((tab) => tab.textContent);
    expect(tabs.slice(0, 3)).toEqual(["User Management", "Account", "Audit log"]);
    expect(document.title).toBe("User Management · Roster");
    expect(screen.getByRole("main")).toHaveFocus();
    await expectAccessible();
  });

  it("has no mailbox where the account is on a server", async () => {
    open("/", as({}, "server"));
    const main = within(await navigation());
    expect(main.getAllByRole("link").map((link) => link.textContent)).toEqual(["Clients", "Settings"]);
  });

  it("shows a user no settings, but whom to ask", async () => {
    open("/", as({ role: "user" }));
    const main = within(await navigation());
    expect(main.queryByRole("link", { name: "Settings" })).not.toBeInTheDocument();
    expect(await screen.findByRole("textbox", { name: "Email address of Grace Hopper" })).toHaveValue(
      "grace@example.com",
    );
    await expectAccessible();
  });

  it("tells a user who comes to the settings nevertheless who may do this", async () => {
    const backend = as({ role: "user" });
    open("/settings/users", backend);
    expect(await screen.findByRole("heading", { name: "Settings are for administrators" })).toBeVisible();
    expect(await screen.findByText("Grace Hopper")).toBeVisible();
    expect(backend.callsOf("list_users")).toEqual([]);
    await expectAccessible();
  });

  it("leads an administrator from the empty clients to the users", async () => {
    const { user } = open("/", as({}));
    await user.click(await screen.findByRole("link", { name: "User Management" }));
    expect(await screen.findByRole("button", { name: "Create User" })).toBeVisible();
  });

  it("says what happened by itself, until it is closed", async () => {
    const backend = as({});
    backend.status = {
      ...backend.status,
      notice: "rightsChanged",
      keyring: { available: false, locked: false, reason: null },
    };
    const { user } = open("/", backend);
    const notice = await screen.findByText(/Your role or permissions have changed/);
    expect(screen.getByText("You’ll have to sign in each time")).toBeVisible();
    await expectAccessible();
    for (const close of screen.getAllByRole("button", { name: "Close this notice" })) await user.click(close);
    expect(notice).not.toBeInTheDocument();
    expect(screen.queryByText("You’ll have to sign in each time")).not.toBeInTheDocument();
  });
});

describe("the profile menu", () => {
  it("signs out, and forgets what was read", async () => {
    const backend = as({});
    backend.users.active = makeCrowd("active", 1);
    const { user } = open("/settings/users", backend);
    await screen.findByText("person0@example.com");
    await user.click(within(await navigation()).getByRole("button", { name: "Profile" }));
    await expectAccessible();
    await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
    expect(screen.queryByText("person0@example.com")).not.toBeInTheDocument();
    expect(backend.callsOf("sign_out")).toHaveLength(1);

    // Whoever signs in next sees nothing of it, not even while their own list is on its way.
    backend.answers.set("list_users", () => new Promise(() => undefined));
    backend.answers.set("count_users", () => new Promise(() => undefined));
    backend.answers.set("sign_in", () => statusOf("signedIn", { session: makeSession({ id: "someone-else" }) }));
    await fill(user, "Password", "four unrelated words");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("table", { name: "Active Users" })).toHaveAttribute("aria-busy", "true");
    expect(screen.queryByText("person0@example.com")).not.toBeInTheDocument();
    expect(screen.getByRole("tab", { name: "Active Users" })).toBeVisible();
  });

  it("leads to one's profile and password", async () => {
    const { user } = open("/", as({}));
    await user.click(within(await navigation()).getByRole("button", { name: "Profile" }));
    await user.click(await screen.findByRole("menuitem", { name: "Change password" }));
    expect(await screen.findByLabelText("Current password")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Profile" }));
    await user.click(await screen.findByRole("menuitem", { name: "Your profile" }));
    expect(await screen.findByLabelText("First name")).toHaveValue("Grace");
  });

  it("changes the colours", async () => {
    const { user } = open("/", as({}));
    await user.click(within(await navigation()).getByRole("button", { name: "Profile" }));
    await user.hover(await screen.findByRole("menuitem", { name: "Appearance" }));
    // Without a layout the way from one menu to the next leads outside both; so the pointer stays where it is.
    fireEvent.click(await screen.findByRole("menuitemradio", { name: "Dark" }));
    expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark");
  });

  it("changes the language of one's profile, and with it the window's", async () => {
    const backend = as({});
    const { user } = open("/", backend);
    await user.click(within(await navigation()).getByRole("button", { name: "Profile" }));
    await user.hover(await screen.findByRole("menuitem", { name: "Language" }));
    fireEvent.click(await screen.findByRole("menuitemradio", { name: "Français" }));
    expect(await screen.findByRole("navigation", { name: "Navigation principale" })).toBeVisible();
    expect(backend.callsOf("update_me")).toEqual([{ changes: { language: "fr" } }]);
    expect(document.documentElement).toHaveAttribute("lang", "fr");
  });
});

describe("the language", () => {
  it("is that of who is signed in, and English where the UI does not speak it yet", async () => {
    open("/", as({ language: "fr" }));
    expect(await screen.findByRole("link", { name: "Paramètres" })).toBeVisible();
    await expectAccessible();
  });

  it("falls back to English", async () => {
    open("/", as({ language: "ar" }));
    expect(await screen.findByRole("link", { name: "Settings" })).toBeVisible();
    expect(document.documentElement).toHaveAttribute("dir", "ltr");
  });
});

describe("the sync", () => {
  const status = () => screen.findByRole("status", { name: "Sync" });

  it("believes what it is told over an older answer that comes later", async () => {
    const backend = as({});
    const answers: ((sync: SyncStatus) => void)[] = [];
    backend.answers.set("get_sync_status", () => new Promise((answer) => answers.push(answer)));
    open("/", backend);
    await waitFor(() => expect(answers).not.toHaveLength(0));
    await act(() => emit("sync-changed", { sync: makeSync({ state: "upToDate" }) }));
    await act(async () => {
      for (const answer of answers) answer(makeSync({ state: "syncing" }));
    });
    expect(await status()).toHaveTextContent(/^Up to date$/);
  });

  it("says that all is up to date, and changes as it is told", async () => {
    open("/", as({}));
    expect(await status()).toHaveTextContent(/^Up to date$/);
    const lastContact = new Date().toISOString();
    await act(() =>
      emit("sync-changed", {
        sync: makeSync({ state: "offline", pendingChanges: 2, attention: 1, lastContact }),
      }),
    );
    await waitFor(async () =>
      expect(await status()).toHaveTextContent(/^Offlineas of \d+:\d\d.[AP]M2 pending changes1 needs your attention$/),
    );
    await act(() =>
      emit("sync-changed", {
        sync: makeSync({ state: "syncing", pendingChanges: 1, progress: { done: 40_000, total: 100_000 } }),
      }),
    );
    await waitFor(async () => expect(await status()).toHaveTextContent("Syncing1 pending change"));
    expect(screen.getByRole("progressbar", { name: "Sync progress" })).toHaveAttribute("aria-valuenow", "40");
    expect(screen.getByText("40,000 of 100,000 users")).toBeInTheDocument();
    await expectAccessible();
  });

  it("says when it was last done while it is pointed at, and not above what it opens", async () => {
    const { user } = open("/", as({}));
    const button = await screen.findByRole("button", { name: "Pending changes" });
    await user.hover(button);
    expect(await screen.findByRole("tooltip")).toHaveTextContent(/^Last synced/);
    await user.click(button);
    expect(await screen.findByRole("dialog", { name: "Pending changes" })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("tooltip", { hidden: true })).not.toBeInTheDocument());
  });

  it("is begun by hand", async () => {
    const backend = as({});
    const { user } = open("/", backend);
    await user.click(await screen.findByRole("button", { name: "Sync now" }));
    expect(backend.callsOf("sync_now")).toHaveLength(1);
  });
});

describe("the network", () => {
  it("is reported when it is back", async () => {
    const backend = as({});
    open("/", backend);
    await navigation();
    expect(backend.callsOf("notify_online")).toHaveLength(0);
    fireEvent.online(window);
    await waitFor(() => expect(backend.callsOf("notify_online")).toHaveLength(1));
  });
});

describe("what the Rust side tells", () => {
  it("has the reads repeated that show it, and only those", async () => {
    const backend = as({});
    backend.users.active = makeCrowd("active", 1);
    open("/settings/users", backend);
    await screen.findByRole("tab", { name: "Active Users 1" });
    const statusReads = backend.callsOf("get_status").length;
    backend.users.active = makeCrowd("active", 2);
    await backend.tell(["users"]);
    expect(await screen.findByRole("tab", { name: "Active Users 2" })).toBeVisible();
    expect(await screen.findByText("person1@example.com")).toBeVisible();
    expect(backend.callsOf("get_status")).toHaveLength(statusReads);
  });

  it("ends the session on the screen when it has ended", async () => {
    open("/settings/users", as({}));
    await screen.findByRole("button", { name: "Create User" });
    await act(() => emit("status-changed", { status: statusOf("signIn", { notice: "sessionEnded" }) }));
    expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
    expect(
      screen.getByText("Your access to Analytical Engines has ended on this device. Sign in again to continue."),
    ).toBeVisible();
  });

  it("takes the settings away from one who is no administrator any more", async () => {
    open("/settings/users", as({}));
    await screen.findByRole("button", { name: "Create User" });
    await act(() =>
      emit("status-changed", { status: statusOf("signedIn", { session: makeSession({ role: "user" }) }) }),
    );
    expect(await screen.findByRole("heading", { name: "Settings are for administrators" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "Settings" })).not.toBeInTheDocument();
  });
});

it("says when signing out did not work", async () => {
  const backend = as({});
  backend.refuse("sign_out", offline());
  const { user } = open("/", backend);
  await user.click(within(await navigation()).getByRole("button", { name: "Profile" }));
  await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(/can’t reach the server/);
});

describe("the sync beside something that is not well", () => {
  const status = () => screen.findByRole("status", { name: "Sync" });

  it("does not say that all is up to date", async () => {
    const backend = as({});
    backend.sync = makeSync({ attention: 1 });
    open("/", backend);
    expect(await status()).toHaveTextContent(/^Needs attention1 needs your attention$/);
    expect((await status()).closest(".sync")).toHaveAttribute("data-state", "attention");
  });

  it("says what answers in place of the service", async () => {
    const backend = as({});
    backend.sync = makeSync({ state: "offline", trouble: "notRoster", lastContact: null });
    open("/", backend);
    expect(await status()).toHaveTextContent(/^OfflineSomething else answers in its place/);
  });

  it("says that the service went back to an earlier state", async () => {
    const backend = as({});
    backend.status = { ...backend.status, notice: "serviceRestored" };
    open("/", backend);
    expect(await screen.findByText(/The server went back to an earlier state/)).toBeVisible();
  });

  it("is not shown as well beside a notice, and is again once that is closed", async () => {
    const backend = as({});
    backend.status = { ...backend.status, notice: "serviceRestored" };
    const { user } = open("/", backend);
    const shown = (await status()).closest(".sync");
    expect(await status()).toHaveTextContent(/^Up to date$/);
    expect(shown).toHaveAttribute("data-state", "noticed");
    await user.click(screen.getByRole("button", { name: "Close this notice" }));
    expect(shown).toHaveAttribute("data-state", "upToDate");
  });

  it("is not shown as well beside an audit log that was rewritten", async () => {
    const backend = as({});
    backend.auditHistory = "rewritten";
    open("/", backend);
    await waitFor(async () => expect((await status()).closest(".sync")).toHaveAttribute("data-state", "noticed"));
  });
});

describe("an accepted invitation", () => {
  it("is said, and leads to who accepted it", async () => {
    const backend = as({});
    backend.users.active = makeCrowd("active", 3);
    const { user } = open("/", backend);
    await navigation();
    const people = [{ id: "active-1", fullName: "Noah Nguyễn 000001", loginEmail: "person1@example.com" }];
    await act(() => emit("invitations-accepted", { people }));
    expect(await screen.findByText("Noah Nguyễn 000001 accepted the invitation")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show" }));
    expect(await screen.findByRole("searchbox", { name: "Search users" })).toHaveValue("person1@example.com");
  });
});
