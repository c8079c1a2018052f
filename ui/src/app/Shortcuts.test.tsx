import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeBackend, statusOf } from "../test/fakeBackend";
import { makeCrowd, makeSession } from "../test/people";
import { expectAccessible, fill, findDialog, open } from "../test/render";

function crowd(): FakeBackend {
  const backend = new FakeBackend();
  backend.users.active = makeCrowd("active", 3);
  return backend;
}

describe("the keyboard", () => {
  it("searches by Ctrl F, also from a field", async () => {
    const { user } = open("/settings/users", crowd());
    await screen.findByText("person0@example.com");
    await user.keyboard("{Control>}f{/Control}");
    expect(screen.getByRole("searchbox", { name: "Search users" })).toHaveFocus();
  });

  it("undoes the last removal by Ctrl Z, but not while typing", async () => {
    const backend = crowd();
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Remove Mia Martin 000000" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove" }));
    await screen.findByRole("button", { name: "Undo" });
    await user.click(screen.getByRole("searchbox", { name: "Search users" }));
    await user.keyboard("{Control>}z{/Control}");
    expect(screen.getByRole("button", { name: "Undo" })).toBeVisible();
    await user.click(screen.getByRole("tab", { name: /^Active Users/ }));
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Undo" })).not.toBeInTheDocument());
  });

  it("closes the window by Ctrl W and Ctrl Q, asking for what is typed", async () => {
    const backend = crowd();
    const { user } = open("/settings/account", backend);
    await screen.findByLabelText("Account name");
    await user.keyboard("{Control>}w{/Control}");
    await waitFor(() => expect(backend.callsOf("close_window")).toHaveLength(1));
    await fill(user, "Account name", "Difference Engines");
    await user.keyboard("{Control>}q{/Control}");
    await findDialog("Discard what you typed?");
    expect(backend.callsOf("close_window")).toHaveLength(1);
  });

  it("says what it can do, by F1 and by ?", async () => {
    const { user } = open("/settings/users", crowd());
    await screen.findByText("person0@example.com");
    await user.keyboard("{F1}");
    const help = await findDialog("Keyboard shortcuts");
    // The sign in the field says the second.
    expect(help.getByRole("row", { name: /^Search this list/ })).toHaveTextContent("CtrlF or /");
    await expectAccessible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.keyboard("?");
    expect(await findDialog("Keyboard shortcuts")).toBeTruthy();
  });

  it.each([
    ["the first start", () => statusOf("firstStart"), "Welcome to Roster"],
    ["the sign-in", () => statusOf("signIn"), /./],
    ["a locked account", () => statusOf("signedIn", { session: { ...makeSession(), lock: "offlineTooLong" } }), /./],
  ])("does the same on the screen of %s, and names only what works there", async (_, status, heading) => {
    const backend = new FakeBackend();
    backend.status = status();
    const { user } = open("/", backend);
    await screen.findByRole("heading", { level: 1, name: heading });
    await user.keyboard("{F1}");
    const { getByRole, queryByRole } = await findDialog("Keyboard shortcuts");
    expect(getByRole("row", { name: /Zoom in/ })).toBeVisible();
    expect(getByRole("row", { name: /Keyboard shortcuts.*F1 or \?/ })).toBeVisible();
    expect(queryByRole("rowheader", { name: "Search this list" })).not.toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.keyboard("{Control>}w{/Control}");
    await waitFor(() => expect(backend.callsOf("close_window")).toHaveLength(1));
  });
});
