import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeBackend } from "../test/fakeBackend";
import { makeCrowd, makeRow } from "../test/people";
import { fill, findDialog, open } from "../test/render";

/** As browsers do, and jsdom does not: what is disabled loses the focus. */
let browser: MutationObserver;
beforeEach(() => {
  browser = new MutationObserver(() => {
    const active = document.activeElement;
    if (active instanceof HTMLElement && active.matches(":disabled")) active.blur();
  });
  browser.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["disabled"] });
});
afterEach(() => browser.disconnect());

function people(): FakeBackend {
  const backend = new FakeBackend();
  backend.users.active = makeCrowd("active", 4);
  backend.users.pending = makeCrowd("pending", 3);
  return backend;
}

const button = (name: string) => screen.findByRole("button", { name });

describe("the focus", () => {
  it("is on Resend again once it has been done", async () => {
    const { user } = open("/settings/users/pending", people());
    const resend = await button("Resend invitation of Noah Nguyễn 000001");
    act(() => resend.focus());
    await user.keyboard("{Enter}");
    await screen.findByText(/^Invitation|^Noah Nguyễn 000001/, { selector: ".mantine-Notification-title" });
    await waitFor(async () => expect(await button("Resend invitation of Noah Nguyễn 000001")).toHaveFocus());
  });

  it("is on Copy link again once its dialog is closed", async () => {
    const { user } = open("/settings/users/pending", people());
    const copy = await button("Copy invitation link of Noah Nguyễn 000001");
    act(() => copy.focus());
    await user.keyboard("{Enter}");
    await screen.findByRole("dialog");
    await user.keyboard("{Escape}");
    await waitFor(async () => expect(await button("Copy invitation link of Noah Nguyễn 000001")).toHaveFocus());
  });

  it.each([
    ["/profile", "Last name", "Profile saved."],
    ["/settings/account", "Account name", "Account settings saved."],
  ])("stays on Save, with nothing left to save: %s", async (place, field, saved) => {
    const { user, backend } = open(place);
    await fill(user, field, "Hopper and Sons");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText(saved);
    const save = screen.getByRole("button", { name: "Save" });
    await waitFor(() => expect(save).toHaveAttribute("aria-disabled", "true"));
    await waitFor(() => expect(save).toHaveFocus());
    const before = backend.calls.length;
    await user.keyboard("{Enter}");
    expect(backend.calls.slice(before).filter(({ command }) => command.startsWith("update_"))).toEqual([]);
  });

  it("is on the row of whom the wizard found to have the login email", async () => {
    const backend = people();
    backend.users.pending.push(makeRow({ status: "pending", firstName: "Zoé", lastName: "Lefèvre" }));
    const { user } = open("/settings/users", backend);
    await user.click(await button("Create User"));
    await findDialog("Create User");
    for (const [field, text] of [
      ["First name", "Ada"],
      ["Last name", "Lovelace"],
      ["Login email", "ada@example.com"],
    ] as const) {
      await fill(user, field, text);
    }
    await user.click(await button("Next"));
    await user.click(await button("Show Zoé Lefèvre"));
    await user.click(await button("Discard"));
    await waitFor(async () => expect(await button("Edit Zoé Lefèvre")).toHaveFocus());
  });

  it.each(["/settings/users", "/clients"])("is on the row of whom a notice shows: from %s", async (place) => {
    const { user } = open(place, people());
    await screen.findByRole("navigation", { name: "Main" });
    if (place === "/settings/users") await user.click(await button("Create User"));
    if (place === "/settings/users") await user.keyboard("{Escape}");
    const accepted = [{ id: "active-1", fullName: "Noah Nguyễn 000001", loginEmail: "person1@example.com" }];
    await act(() => emit("invitations-accepted", { people: accepted }));
    await user.click(await button("Show"));
    await waitFor(async () => expect(await button("Edit Noah Nguyễn 000001")).toHaveFocus());
  });

  it("goes on to the next row when its own is gone, then back to it with Undo", async () => {
    const { user } = open("/settings/users/pending", people());
    await user.click(await button("Delete invitation of Noah Nguyễn 000001"));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Delete invitation" }));
    await waitFor(async () => expect(await button("Delete invitation of Zoé Schmidt 000002")).toHaveFocus());
    await user.click(await button("Undo"));
    await waitFor(async () => expect(await button("Edit Noah Nguyễn 000001")).toHaveFocus());
  });

  it("goes to the row before when its own was the last, and to the tab when there is none left", async () => {
    const backend = people();
    backend.users.active = makeCrowd("active", 2);
    const { user } = open("/settings/users", backend);
    await user.click(await button("Remove Noah Nguyễn 000001"));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove" }));
    await waitFor(async () => expect(await button("Remove Mia Martin 000000")).toHaveFocus());
    await user.keyboard("{Enter}");
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove" }));
    await waitFor(() => expect(screen.getByRole("tab", { name: /^Active Users/ })).toHaveFocus());
  });

  it("goes with a row that moves", async () => {
    const backend = people();
    backend.users.active = [makeRow({ loginEmail: "one@example.com", firstName: "One" }), ...makeCrowd("active", 3)];
    const { user } = open("/settings/users", backend);
    await user.click(await button("Edit One Lovelace"));
    await findDialog("Edit One Lovelace");
    await fill(user, "Last name", "Zuse");
    const moved = { ...backend.users.active[0]?.user, lastName: "Zuse" };
    backend.answers.set("update_user", () => {
      backend.users.active = [...backend.users.active.slice(1), makeRow(moved)];
      return { kind: "done", row: makeRow(moved) };
    });
    await user.click(await button("Save"));
    const edit = await button("Edit One Zuse");
    await waitFor(() => expect(edit).toHaveFocus());
    expect(edit.closest("tr")).toHaveAttribute("aria-rowindex", "5");
  });

  it("is left alone where somebody put it nowhere", async () => {
    const backend = people();
    const { user } = open("/settings/users", backend);
    await user.click(await button("Edit Mia Martin 000000"));
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("heading", { level: 1 }));
    const nowhere = document.activeElement;
    backend.users.active = makeCrowd("active", 2);
    await backend.tell(["users"]);
    await waitFor(() => expect(screen.queryByText("person3@example.com")).not.toBeInTheDocument());
    expect(document.activeElement).toBe(nowhere);
  });
});
