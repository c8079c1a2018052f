import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeBackend, statusOf } from "../test/fakeBackend";
import { makeAccount, makeRow, makeSession } from "../test/people";
import { expectAccessible, fill, findDialog, open } from "../test/render";
import type { Status } from "./types";

const question = () => findDialog("Discard what you typed?");

describe("what is typed", () => {
  it("in the account's form is not lost on the way to another place unasked", async () => {
    const { user } = open("/settings/account");
    await fill(user, "Account name", "Difference Engines");
    await user.click(screen.getByRole("tab", { name: "Audit log" }));
    await user.click((await question()).getByRole("button", { name: "Keep editing" }));
    expect(await screen.findByLabelText("Account name")).toHaveValue("Difference Engines");
    await user.click(screen.getByRole("link", { name: "Clients" }));
    await user.click((await question()).getByRole("button", { name: "Discard" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Clients" })).toBeVisible();
  });

  it("in one's profile is not lost by going to another account unasked", async () => {
    const backend = new FakeBackend();
    backend.accounts = [makeAccount({ isCurrent: true }), makeAccount({ key: "looms", accountName: "Jacquard Looms" })];
    const { user } = open("/profile", backend);
    await fill(user, "First name", "Amazing");
    await user.click(await screen.findByRole("button", { name: /^Accounts:/ }));
    await user.click(await screen.findByRole("menuitem", { name: /^Jacquard Looms/ }));
    const asked = await question();
    expect(backend.callsOf("switch_account")).toEqual([]);
    await user.click(asked.getByRole("button", { name: "Discard" }));
    await waitFor(() => expect(backend.callsOf("switch_account")).toEqual([{ key: "looms" }]));
  });

  it("in the wizard is not lost with the window unasked", async () => {
    const backend = new FakeBackend();
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Create User" }));
    const wizard = await findDialog("Create User");
    await fill(user, "First name", "Alan", within(wizard.dialog) as typeof screen);
    await waitFor(() => expect(backend.callsOf("set_unsaved").at(-1)).toEqual({ unsaved: true }));
    await act(() => emit("close-asked", null));
    await user.click((await question()).getByRole("button", { name: "Keep editing" }));
    expect(backend.callsOf("hear_close")).toHaveLength(1);
    expect(backend.callsOf("close_window")).toHaveLength(0);
    expect(within(wizard.dialog).getByLabelText("First name")).toHaveValue("Alan");
    await act(() => emit("close-asked", null));
    await user.click((await question()).getByRole("button", { name: "Discard" }));
    await waitFor(() => expect(backend.callsOf("close_window")).toHaveLength(1));
  });
});

describe("what is typed while the session ends by itself", () => {
  const session = makeSession();
  const signedIn = statusOf("signedIn", { session });
  const tell = (status: Status) => act(() => emit("status-changed", { status }));

  async function typed() {
    const backend = new FakeBackend();
    backend.status = signedIn;
    const view = open("/settings/users", backend);
    await view.user.click(await screen.findByRole("button", { name: "Create User" }));
    const wizard = await findDialog("Create User");
    await fill(view.user, "First name", "Alan", within(wizard.dialog) as typeof screen);
    return view;
  }

  it("is hidden until the same person has signed in again", async () => {
    const { backend } = await typed();
    await tell(statusOf("signIn", { notice: "sessionEnded" }));
    expect(await screen.findByRole("button", { name: "Sign in" })).toBeVisible();
    expect(screen.getByText(/^What you typed isn’t lost/)).toBeVisible();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(screen.queryByDisplayValue("Alan")).not.toBeVisible();
    expect(backend.callsOf("set_unsaved").at(-1)).toEqual({ unsaved: true });
    await expectAccessible();
    await tell(signedIn);
    const wizard = await findDialog("Create User");
    expect(wizard.getByLabelText("First name")).toHaveValue("Alan");
    expect(screen.queryByRole("button", { name: "Sign in" })).not.toBeInTheDocument();
  });

  it("is hidden while the session is locked", async () => {
    await typed();
    await tell(statusOf("signedIn", { session: { ...session, lock: "offlineTooLong" } }));
    expect(await screen.findByRole("button", { name: "Sign out" })).toBeVisible();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await tell(signedIn);
    expect((await findDialog("Create User")).getByLabelText("First name")).toHaveValue("Alan");
  });

  it("is not shown to somebody else", async () => {
    await typed();
    await tell(statusOf("signIn", { notice: "sessionEnded" }));
    await screen.findByRole("button", { name: "Sign in" });
    await tell(statusOf("signedIn", { session: makeSession({ id: "somebody-else" }) }));
    await screen.findByRole("navigation", { name: "Main" });
    await tell(signedIn);
    await screen.findByRole("button", { name: "Create User" });
    expect(screen.queryByDisplayValue("Alan")).not.toBeInTheDocument();
  });

  it("is gone when another account is chosen to sign in to", async () => {
    await typed();
    await tell(statusOf("signIn", { notice: "sessionEnded" }));
    await screen.findByText(/^What you typed isn’t lost/);
    await tell(statusOf("signIn", { lastLoginEmail: "mary@royal.example" }));
    await waitFor(() => expect(screen.queryByText(/^What you typed isn’t lost/)).not.toBeInTheDocument());
    expect(screen.queryByDisplayValue("Alan")).not.toBeInTheDocument();
  });

  it("is gone when one signs out", async () => {
    await typed();
    await tell(statusOf("signIn"));
    await screen.findByRole("button", { name: "Sign in" });
    expect(screen.queryByText(/^What you typed isn’t lost/)).not.toBeInTheDocument();
    expect(screen.queryByDisplayValue("Alan")).not.toBeInTheDocument();
  });
});

describe("an offer to undo", () => {
  it("goes away once something else was done to the same person", async () => {
    const backend = new FakeBackend();
    backend.users.active = [makeRow({ loginEmail: "one@example.com" }), makeRow({ loginEmail: "two@example.com" })];
    const { user } = open("/settings/users", backend);
    const [first] = await screen.findAllByRole("button", { name: "Remove Ada Lovelace" });
    if (first) await user.click(first);
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove" }));
    await screen.findByRole("button", { name: "Undo" });
    // That the removal itself is told of takes nothing away.
    await backend.tell(["users"]);
    await waitFor(() => expect(backend.callsOf("get_user").length).toBeGreaterThan(0));
    expect(screen.getByRole("button", { name: "Undo" })).toBeVisible();
    const [removed] = backend.users.removed;
    if (removed) backend.users.removed = [makeRow({ ...removed.user, version: removed.user.version + 1 })];
    await backend.tell(["users"]);
    await waitFor(() => expect(screen.queryByRole("button", { name: "Undo" })).not.toBeInTheDocument());
  });
});

describe("someone else", () => {
  it("who saves the person one is editing is said, with what they saved", async () => {
    const backend = new FakeBackend();
    backend.users.active = [makeRow({ loginEmail: "one@example.com" })];
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Edit Ada Lovelace" }));
    const form = await findDialog("Edit Ada Lovelace");
    await fill(user, "First name", "Augusta", within(form.dialog) as typeof screen);
    backend.users.active = [makeRow({ loginEmail: "one@example.com", lastName: "King", version: 4 })];
    await backend.tell(["users"]);
    expect(await form.findByText(/Someone else just changed this person: Last name: King/)).toBeVisible();
    expect(form.getByLabelText("First name")).toHaveValue("Augusta");
  });

  it("who saves the account's settings is said; what nobody typed in follows", async () => {
    const backend = new FakeBackend();
    const { user } = open("/settings/account", backend);
    await fill(user, "Account name", "Difference Engines");
    backend.account = { ...backend.account, name: "Analytical Mills", language: "de" };
    await backend.tell(["account"]);
    expect(
      await screen.findByText(/Someone else just saved other values here: Account name: Analytical Mills/),
    ).toBeVisible();
    expect(screen.getByLabelText("Account name")).toHaveValue("Difference Engines");
    expect(screen.getByLabelText("Default language")).toHaveValue("de");
  });
});
