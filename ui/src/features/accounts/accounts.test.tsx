import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeBackend, offline, problem, statusOf } from "../../test/fakeBackend";
import { makeAccount, makeChange, makeCrowd, makeRow, makeSession, makeSync } from "../../test/people";
import { expectAccessible, findDialog, open } from "../../test/render";

const ROYAL = makeAccount({
  key: "royal",
  accountName: "Royal Society",
  userName: "Mary Somerville",
  mode: "server",
  serverUrl: "https://people.royal-society.example",
});
const ENDED = makeAccount({ key: "babbage", accountName: "Babbage & Sons", signedIn: false, sync: null });

function several(...others: ReturnType<typeof makeAccount>[]): FakeBackend {
  const backend = new FakeBackend();
  backend.accounts = [makeAccount({ isCurrent: true }), ...others];
  return backend;
}

async function openSwitcher(backend: FakeBackend) {
  const { user } = open("/settings/users", backend);
  await user.click(await screen.findByRole("button", { name: "Accounts: Analytical Engines Grace Hopper" }));
  const menu = within(await screen.findByRole("menu", { name: /^Accounts/ }));
  const item = (name: RegExp) => menu.findByRole("menuitem", { name });
  return { user, menu, item };
}

describe("the account switcher", () => {
  it("shows the accounts, who is signed in where, and which needs something", async () => {
    const attention = { ...ROYAL, sync: makeSync({ attention: 2, state: "offline" }) };
    const away = makeAccount({ key: "away", accountName: "Lighthouse", sync: makeSync({ state: "offline" }) });
    const { item } = await openSwitcher(several(attention, away, ENDED));
    expect(await item(/^Analytical Engines/)).toHaveAttribute("aria-current", "true");
    const royal = await item(/^Royal Society/);
    expect(royal).toHaveTextContent("Mary Somerville · people.royal-society.example");
    expect(royal).toHaveTextContent("2 need your attention");
    expect(royal).not.toHaveAttribute("aria-current");
    expect(await item(/^Lighthouse/)).toHaveTextContent("On this computer Offline");
    expect(await item(/^Babbage/)).toHaveTextContent("Signed out");
    expect(screen.getByText("2 other accounts need your attention")).toBeInTheDocument();
    await expectAccessible();
  });

  it("lists an account that one has signed out of, which needs nothing", async () => {
    const backend = several({ ...ENDED, left: true });
    const { user, item } = await openSwitcher(backend);
    const left = await item(/^Babbage/);
    expect(left).toHaveTextContent("Signed out");
    expect(screen.queryByText(/need your attention|needs your attention/)).not.toBeInTheDocument();
    await user.click(left);
    expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
  });

  it("leads to another account, in which nothing of the one before is seen", async () => {
    const backend = several(ROYAL);
    backend.users.active = makeCrowd("active", 1);
    const { user, item } = await openSwitcher(backend);
    expect(screen.getByText("person0@example.com")).toBeVisible();
    backend.answers.set("list_users", () => new Promise(() => undefined));
    await user.click(await item(/^Royal Society/));
    expect(await screen.findByRole("button", { name: /^Accounts: Royal Society/ })).toBeVisible();
    expect(backend.callsOf("switch_account")).toEqual([{ key: "royal" }]);
    expect(screen.queryByText("person0@example.com")).not.toBeInTheDocument();
  });

  it("shows the sync of the account one has come to", async () => {
    const backend = several(ROYAL);
    const { user, item } = await openSwitcher(backend);
    backend.sync = makeSync({ state: "offline", pendingChanges: 3 });
    await user.click(await item(/^Royal Society/));
    await waitFor(() => expect(screen.getByRole("status", { name: "Sync" })).toHaveTextContent("3 pending changes"));
  });

  it("says when switching did not work", async () => {
    const backend = several(ROYAL);
    backend.refuse("switch_account", offline());
    const { user, item } = await openSwitcher(backend);
    await user.click(await item(/^Royal Society/));
    expect(await screen.findByRole("alert")).toHaveTextContent(/can’t reach the server/);
  });

  it("follows what the Rust side tells of the accounts", async () => {
    const backend = several();
    const { menu } = await openSwitcher(backend);
    backend.accounts = [...backend.accounts, ENDED];
    await act(() => backend.tell(["accounts"]));
    expect(await menu.findByRole("menuitem", { name: /^Babbage/ })).toBeVisible();
  });

  it("adds an account from the start screens, and comes back by Cancel", async () => {
    const backend = several();
    const { user, item } = await openSwitcher(backend);
    await user.click(await item(/^Add account/));
    expect(await screen.findByRole("heading", { name: "Add an account" })).toBeVisible();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Connect to a server" }));
    expect(await screen.findByLabelText("Server address")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
    expect(backend.callsOf("cancel_adding_account")).toHaveLength(1);
  });

  it("offers no Cancel at a first start", async () => {
    const backend = new FakeBackend();
    backend.status = statusOf("firstStart");
    open("/", backend);
    await screen.findByRole("heading", { name: "Welcome to Roster" });
    expect(screen.queryByRole("button", { name: "Cancel" })).not.toBeInTheDocument();
  });
});

describe("an account whose session has ended", () => {
  it("is signed in to anew, with its login email there already", async () => {
    const { user, item } = await openSwitcher(several({ ...ENDED, loginEmail: "ada@babbage.example" }));
    await user.click(await item(/^Babbage/));
    expect(await screen.findByLabelText("Login email")).toHaveValue("ada@babbage.example");
    await expectAccessible();
    await user.click(await screen.findByRole("button", { name: /^Analytical Engines/ }));
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
  });

  it("is forgotten after asking, which says what would be lost", async () => {
    const backend = several(ENDED);
    const { user, item } = await openSwitcher(backend);
    await user.click(await item(/^Forget Babbage & Sons/));
    const question = await findDialog("Forget Babbage & Sons?");
    expect(question.dialog).toHaveTextContent("Unsent changes are lost");
    await expectAccessible();
    await user.click(question.getByRole("button", { name: "Forget" }));
    await waitFor(() => expect(backend.callsOf("forget_account")).toEqual([{ key: "babbage" }]));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await waitFor(() => expect(screen.getByRole("button", { name: /^Accounts:/ })).toHaveFocus());
  });

  it("is asked for with nothing that was typed for another one", async () => {
    const backend = new FakeBackend();
    backend.accounts = [
      { ...ENDED, isCurrent: true },
      { ...ROYAL, signedIn: false, loginEmail: "mary@royal.example" },
    ];
    backend.status = statusOf("signIn", { lastLoginEmail: "ada@babbage.example" });
    const { user } = open("/", backend);
    await user.type(await screen.findByLabelText("Password"), "for Babbage only");
    await user.click(screen.getByRole("button", { name: /^Royal Society/ }));
    await waitFor(() => expect(screen.getByLabelText("Login email")).toHaveValue("mary@royal.example"));
    expect(screen.getByLabelText("Password")).toHaveValue("");
    expect(screen.getByLabelText("Password")).toHaveFocus();
  });

  it("is forgotten from its own form, too", async () => {
    const backend = new FakeBackend();
    backend.accounts = [{ ...ENDED, isCurrent: true }, ROYAL];
    backend.status = statusOf("signIn");
    const { user } = open("/", backend);
    const other = await screen.findByRole("button", { name: /^Royal Society/ });
    expect(other).toHaveTextContent("Mary Somerville");
    const forget = screen.getByRole("button", { name: "Forget this account" });
    // Below another account, it would seem to be about that one.
    expect(forget.compareDocumentPosition(other)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await user.click(forget);
    expect(await findDialog("Forget Babbage & Sons?")).toBeTruthy();
  });
});

describe("signing out", () => {
  async function askToSignOut(backend: FakeBackend) {
    const { user } = open("/", backend);
    await user.click(await screen.findByRole("button", { name: "Profile" }));
    await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    return user;
  }
  const waiting = () => {
    const backend = several();
    backend.pending = [
      makeChange({ action: "remove", id: "one" }),
      makeChange({ action: "remove", id: "two" }, { state: "refused" }),
    ];
    return backend;
  };

  it("asks first when changes would be lost, and says how many", async () => {
    const backend = waiting();
    const user = await askToSignOut(backend);
    const question = await findDialog("Sign out and lose changes?");
    expect(question.dialog).toHaveTextContent("2 changes haven’t been sent yet and would be lost.");
    expect(question.getByRole("button", { name: "Stay signed in" })).toHaveFocus();
    await expectAccessible();
    await user.click(question.getByRole("button", { name: "Stay signed in" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(backend.callsOf("sign_out")).toEqual([]);
  });

  it("is done nevertheless when that is wanted", async () => {
    const backend = waiting();
    const user = await askToSignOut(backend);
    const question = await findDialog("Sign out and lose changes?");
    await user.click(question.getByRole("button", { name: "Sign out anyway" }));
    expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
    expect(backend.callsOf("sign_out")).toHaveLength(1);
  });

  it("is done at once when nothing waits", async () => {
    const backend = several();
    await askToSignOut(backend);
    expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
  });
});

describe("a notice", () => {
  it("goes with the account that it is about: what it can do would be done in another", async () => {
    const backend = several(ROYAL);
    const ada = makeRow();
    backend.users.active = [ada];
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: `Remove ${ada.fullName}` }));
    await user.click((await findDialog(`Remove ${ada.fullName}?`)).getByRole("button", { name: "Remove" }));
    expect(await screen.findByRole("button", { name: "Undo" })).toBeVisible();
    await user.click(await screen.findByRole("button", { name: /^Accounts: / }));
    await user.click(await screen.findByRole("menuitem", { name: /Royal Society/ }));
    expect(await screen.findByRole("button", { name: /^Accounts: Royal Society/ })).toBeVisible();
    // Not only because its own time is over.
    await waitFor(() => expect(screen.queryByText("Undo")).not.toBeInTheDocument(), { timeout: 5_000 });
  });
});

describe("a copy that may not be read", () => {
  function locked(lock: "offlineTooLong" | "clockTurnedBack"): FakeBackend {
    const backend = several(ROYAL);
    backend.status = statusOf("signedIn", { session: { ...makeSession(), lock } });
    backend.sync = makeSync({ state: "offline" });
    return backend;
  }

  it.each([
    ["offlineTooLong", /n’t reached the server for too long/],
    ["clockTurnedBack", /clock was set back/],
  ] as const)("says why: %s", async (lock, words) => {
    const backend = locked(lock);
    open("/settings/users", backend);
    expect(await screen.findByRole("heading", { name: "Locked until Roster reaches the server" })).toBeVisible();
    expect(screen.getByText(words)).toBeVisible();
    expect(await screen.findByText(/Roster can’t reach the server. Check your connection/)).toBeVisible();
    expect(backend.callsOf("list_users")).toEqual([]);
    await expectAccessible();
  });

  it("tries again when asked, and opens once the service has answered", async () => {
    const backend = locked("offlineTooLong");
    const { user } = open("/", backend);
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(backend.callsOf("sync_now")).toHaveLength(1);
    await act(() => emit("status-changed", { status: statusOf("signedIn") }));
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
  });

  it("asks before changes are lost by leaving, though none of them can be looked at", async () => {
    const backend = locked("clockTurnedBack");
    backend.refuse("list_pending_changes", {
      ...problem("internal-error"),
      code: null,
      desktopCode: "clockTurnedBack",
    });
    backend.pending = [makeChange({ action: "remove", id: "id-ada@example.com" })];
    const { user } = open("/", backend);
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    const question = await findDialog("Sign out and lose changes?");
    expect(question.dialog).toHaveTextContent("1 change hasn’t been sent yet and would be lost.");
    await user.click(question.getByRole("button", { name: "Stay signed in" }));
    backend.refuse("count_pending_changes", problem("internal-error"));
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    expect((await findDialog("Sign out and lose changes?")).dialog).toHaveTextContent(
      /can’t tell right now how many there are/,
    );
    expect(backend.callsOf("sign_out")).toEqual([]);
  });

  it("leads to the other accounts, and out", async () => {
    const backend = locked("clockTurnedBack");
    const { user } = open("/", backend);
    expect(await screen.findByRole("button", { name: "Sign out" })).toBeVisible();
    await user.click(await screen.findByRole("button", { name: /^Royal Society/ }));
    expect(await screen.findByRole("button", { name: /^Accounts: Royal Society/ })).toBeVisible();
  });
});
