import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FoundPerson, UserRow } from "../../lib/types";
import { FakeBackend, problem } from "../../test/fakeBackend";
import { makeAccount, makeRow } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

const here = (row: UserRow): FoundPerson => ({ account: "analytical", accountName: "Analytical Engines", row });
const there = (row: UserRow): FoundPerson => ({ account: "royal", accountName: "Royal Society", row });
const ADA = makeRow();
const ADA_INVITED = makeRow({ id: "invited", loginEmail: "ada@royal.example", status: "pending" });
const ADAM = makeRow({ id: "adam", firstName: "Adam", lastName: "Smith", loginEmail: "adam@example.com" });

function everywhere(): FakeBackend {
  const backend = new FakeBackend();
  backend.accounts = [makeAccount({ isCurrent: true }), makeAccount({ key: "royal", accountName: "Royal Society" })];
  backend.people = [here(ADA), there(ADA_INVITED), here(ADAM)];
  backend.users.active = [ADA, ADAM];
  return backend;
}

async function find(typed: string, backend = everywhere()) {
  const { user } = open("/clients", backend);
  await user.click(await screen.findByRole("button", { name: "Find a person" }));
  const dialog = await findDialog("Find a person");
  const field = dialog.getByRole("combobox", { name: "Find a person" });
  await waitFor(() => expect(field).toHaveFocus());
  await user.type(field, typed);
  return { user, backend, dialog, field };
}

describe("finding a person", () => {
  it("is begun by Ctrl+K from anywhere, also while typing, but not over a dialog", async () => {
    const { user } = open("/settings/users", everywhere());
    await user.click(await screen.findByRole("searchbox", { name: "Search users" }));
    await user.keyboard("{Control>}k{/Control}");
    await findDialog("Find a person");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.click(screen.getByRole("button", { name: "Create User" }));
    await findDialog("Create User");
    await user.keyboard("{Control>}k{/Control}");
    expect(screen.queryByRole("dialog", { name: "Find a person" })).not.toBeInTheDocument();
  });

  it("shows who was found by account, each with their list", async () => {
    const { backend, dialog, field } = await find("ada");
    const groups = await dialog.findAllByRole("group");
    expect(groups.map((group) => within(group).getAllByRole("option").length)).toEqual([2, 1]);
    expect(groups[0]).toHaveAccessibleName("Analytical Engines");
    expect(groups[1]).toHaveAccessibleName("Royal Society");
    expect(within(groups[1] as HTMLElement).getByRole("option")).toHaveTextContent(
      "Ada Lovelace ada@royal.example Pending Invitations",
    );
    expect(dialog.getByRole("status")).toHaveTextContent("3 people found");
    expect(field).toHaveAttribute("aria-expanded", "true");
    expect(backend.callsOf("find_people").every(({ search }) => search !== "")).toBe(true);
    await expectAccessible();
  });

  it("denies nobody before all have arrived", async () => {
    const backend = everywhere();
    backend.complete = false;
    const { dialog } = await find("nobody at all", backend);
    const said = dialog.getByRole("status");
    await waitFor(() =>
      expect(said).toHaveTextContent("Nobody found so far. Roster is still getting this account’s users"),
    );
  });

  it("says that there are more, and which accounts are left out", async () => {
    const backend = everywhere();
    backend.morePeople = true;
    backend.accounts = [
      ...backend.accounts,
      makeAccount({ key: "ended", accountName: "Babbage & Sons", signedIn: false }),
    ];
    const { dialog } = await find("ada", backend);
    await dialog.findAllByRole("group");
    expect(dialog.getByRole("status")).toHaveTextContent(
      "The first 3 people found. Type more of the name to see others. Not searched: Babbage & Sons.",
    );
  });

  it("moves through them by the arrows, round and round, the focus staying in the field", async () => {
    const { user, dialog, field } = await find("ada");
    const options = await dialog.findAllByRole("option");
    const chosen = () => options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    expect(chosen()).toBe(0);
    await user.keyboard("{ArrowUp}");
    expect(chosen()).toBe(2);
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(chosen()).toBe(1);
    expect(field).toHaveAttribute("aria-activedescendant", options[1]?.id);
    expect(field).toHaveFocus();
  });

  it("goes by Enter to their list in this account, searched for them", async () => {
    const { user, dialog, backend } = await find("ada");
    await dialog.findAllByRole("option");
    await user.keyboard("{ArrowDown}{Enter}");
    expect(await screen.findByRole("searchbox", { name: "Search users" })).toHaveValue("adam@example.com");
    expect(await screen.findByText("adam@example.com")).toBeVisible();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(backend.callsOf("switch_account")).toEqual([]);
  });

  it("goes to another account when they are there", async () => {
    const { user, dialog, backend } = await find("ada");
    backend.users.pending = [ADA_INVITED];
    await user.click(await dialog.findByRole("option", { name: /ada@royal/ }));
    expect(await screen.findByRole("button", { name: /^Accounts: Royal Society/ })).toBeVisible();
    expect(await screen.findByRole("table", { name: "Pending Invitations" })).toBeVisible();
    expect(screen.getByRole("searchbox", { name: "Search users" })).toHaveValue("ada@royal.example");
    expect(backend.callsOf("switch_account")).toEqual([{ key: "royal" }]);
  });

  it("takes nobody of an earlier search", async () => {
    const { user, dialog, field, backend } = await find("ada");
    await dialog.findAllByRole("option");
    backend.answers.set("find_people", () => new Promise(() => undefined));
    await user.type(field, "m");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(backend.callsOf("find_people").at(-1)).toMatchObject({ search: "adam" }));
    await user.keyboard("{Enter}");
    expect(dialog.dialog).toBeVisible();
    expect(screen.queryByRole("searchbox", { name: "Search users" })).not.toBeInTheDocument();
  });

  it("says when nobody was found, and what it searches before that", async () => {
    const { dialog, user, field } = await find("zzz");
    await waitFor(() => expect(dialog.getByRole("status")).toHaveTextContent("Nobody found"));
    expect(field).toHaveAttribute("aria-expanded", "false");
    await user.clear(field);
    await waitFor(() => expect(dialog.getByRole("status")).toHaveTextContent(/every account you’re signed in to/));
    await expectAccessible();
  });

  it("says what went wrong", async () => {
    const backend = everywhere();
    backend.refuse("find_people", problem("internal-error"));
    const { dialog } = await find("ada", backend);
    expect(await dialog.findByRole("alert")).toHaveTextContent(/Something went wrong/);
  });

  it("leads to a new search of the list one is in already", async () => {
    const { user } = open("/settings/users/active?search=adam%40example.com", everywhere());
    const search = await screen.findByRole("searchbox", { name: "Search users" });
    expect(search).toHaveValue("adam@example.com");
    await fill(user, "Search users", "something else");
    await user.keyboard("{Control>}k{/Control}");
    const dialog = await findDialog("Find a person");
    await user.type(dialog.getByRole("combobox"), "adam");
    await dialog.findByRole("option");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(search).toHaveValue("adam@example.com"));
  });
});
