import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { UserQuery } from "../../lib/types";
import { FakeBackend, problem } from "../../test/fakeBackend";
import { daysFromNow, denied, makeCrowd, makeInvitation, makeRow } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

function crowd(active = 0, pending = 0, removed = 0): FakeBackend {
  const backend = new FakeBackend();
  backend.users = {
    active: makeCrowd("active", active),
    pending: makeCrowd("pending", pending),
    removed: makeCrowd("removed", removed),
  };
  return backend;
}

function queriesOf(backend: FakeBackend): UserQuery[] {
  return backend.callsOf("list_users").map(({ query }) => query);
}

/** The rows drawn, without the header and what stands for those that are not. */
function drawnRows(): HTMLElement[] {
  return screen.getAllByRole("row").filter((row) => row.getAttribute("aria-rowindex") !== "1");
}

function scrollTo(place: number): void {
  const scroller = screen.getByRole("table").parentElement;
  if (!scroller) throw new Error("the table does not scroll");
  act(() => {
    scroller.scrollTop = place * 52;
    fireEvent.scroll(scroller);
  });
}

describe("the lists", () => {
  it("count their users, whatever is searched for", async () => {
    const { user } = open("/settings/users", crowd(1_234, 2, 1));
    expect(await screen.findByRole("tab", { name: "Active Users 1,234" })).toHaveAttribute("aria-selected", "true");
    expect(screen.getByRole("tab", { name: "Pending Invitations 2" })).toBeVisible();
    expect(screen.getByRole("tab", { name: "Removed Users 1" })).toBeVisible();
    await fill(user, "Search users", "person77@");
    expect(await screen.findByText("1 person found")).toBeVisible();
    expect(screen.getByRole("tab", { name: "Active Users 1,234" })).toBeVisible();
    await expectAccessible();
  });

  it("read and draw only what is in view of 100,000", async () => {
    const backend = crowd(100_000);
    open("/settings/users", backend);
    const table = await screen.findByRole("table", { name: "Active Users" });
    await screen.findByText("person0@example.com");
    expect(table).toHaveAttribute("aria-rowcount", "100001");
    expect(drawnRows().length).toBeLessThan(40);
    for (const { offset, limit } of queriesOf(backend)) expect(offset + limit).toBeLessThanOrEqual(100);

    const before = queriesOf(backend).length;
    scrollTo(50_000);
    expect(await screen.findByText("person50000@example.com")).toBeInTheDocument();
    expect(drawnRows().length).toBeLessThan(40);
    for (const { offset, limit } of queriesOf(backend).slice(before)) {
      expect(offset).toBeGreaterThanOrEqual(49_900);
      expect(offset + limit).toBeLessThanOrEqual(50_100);
    }
  });

  it("say at which place each row is", async () => {
    open("/settings/users", crowd(300));
    const row = (await screen.findByText("person0@example.com")).closest("tr");
    expect(row).toHaveAttribute("aria-rowindex", "2");
    // What stands for the rows that are not drawn is no row to be heard.
    for (const heard of screen.getAllByRole("row")) expect(heard).toHaveAttribute("aria-rowindex");
  });

  it("keep the row that holds the focus while it is scrolled away from", async () => {
    const { user } = open("/settings/users", crowd(5_000));
    const edit = await screen.findByRole("button", { name: "Edit Mia Martin 000000" });
    act(() => edit.focus());
    scrollTo(2_000);
    await screen.findByText("person2000@example.com");
    expect(edit).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(await findDialog("Edit Mia Martin 000000")).toBeTruthy();
  });

  it("read again only what is in view when users change", async () => {
    const backend = crowd(100_000);
    open("/settings/users", backend);
    await screen.findByText("person0@example.com");
    scrollTo(50_000);
    await screen.findByText("person50000@example.com");
    scrollTo(90_000);
    await screen.findByText("person90000@example.com");
    const before = backend.calls.length;
    await backend.tell(["users"]);
    await waitFor(() =>
      expect(backend.calls.slice(before).some(({ command }) => command === "count_users")).toBe(true),
    );
    const asked = backend.calls.slice(before).filter(({ command }) => command === "list_users");
    expect(asked.length).toBe(1);
    for (const { offset, limit } of asked.map(({ args }) => args.query)) {
      expect(offset).toBeGreaterThan(89_900);
      expect(offset).toBeLessThanOrEqual(90_000);
      expect(offset + limit).toBeLessThan(90_100);
    }
  });

  it("sort by a column, the other way round at the second press", async () => {
    const backend = crowd(3);
    const { user } = open("/settings/users", backend);
    expect(await screen.findByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
    await user.click(screen.getByRole("button", { name: "Last active" }));
    await waitFor(() => expect(queriesOf(backend).at(-1)).toMatchObject({ sort: "lastActiveAt", descending: false }));
    await user.click(screen.getByRole("button", { name: "Last active" }));
    await waitFor(() => expect(queriesOf(backend).at(-1)).toMatchObject({ sort: "lastActiveAt", descending: true }));
    expect(screen.getByRole("columnheader", { name: "Last active" })).toHaveAttribute("aria-sort", "descending");
    expect(screen.getByRole("columnheader", { name: "Name" })).not.toHaveAttribute("aria-sort");
  });

  it("show the last rows until those searched for have come", async () => {
    const backend = crowd(50);
    const { user } = open("/settings/users", backend);
    await screen.findByText("person0@example.com");
    let release: (() => void) | undefined;
    const usual = { rows: makeCrowd("active", 1), total: 1, creations: [] };
    backend.answers.set("list_users", () => new Promise((done) => (release = () => done(usual))));
    await fill(user, "Search users", "someone");
    await waitFor(() => expect(release).toBeDefined());
    expect(screen.getByText("person7@example.com")).toBeVisible();
    expect(screen.getByRole("table")).toHaveAttribute("aria-busy", "true");
    act(() => release?.());
    await waitFor(() => expect(screen.queryByText("person7@example.com")).not.toBeInTheDocument());
    expect(screen.getByRole("table")).toHaveAttribute("aria-busy", "false");
  });

  it("search at each letter, and give the whole list back by Escape, keeping the focus", async () => {
    const backend = crowd(50);
    const { user } = open("/settings/users", backend);
    await screen.findByText("person0@example.com");
    const search = screen.getByRole("searchbox", { name: "Search users" });
    await user.type(search, "person33");
    expect(await screen.findByText("1 person found")).toBeVisible();
    expect(queriesOf(backend).map((query) => query.search)).toContain("p");
    await user.keyboard("{Escape}");
    expect(search).toHaveValue("");
    expect(search).toHaveFocus();
    expect(await screen.findByText("person0@example.com")).toBeVisible();
  });

  it("say when nobody matches", async () => {
    const { user } = open("/settings/users", crowd(5));
    await screen.findByText("person0@example.com");
    await fill(user, "Search users", "zzz");
    expect(await screen.findByRole("heading", { name: "Nobody here matches “zzz”" })).toBeVisible();
    await expectAccessible();
  });

  it("deny nobody before all have arrived", async () => {
    const backend = crowd(5);
    backend.complete = false;
    const { user } = open("/settings/users/pending", backend);
    expect(await screen.findByRole("heading", { name: "Nobody in this list yet" })).toBeVisible();
    expect(screen.getByRole("tab", { name: "Active Users 5+" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Invite someone" })).not.toBeInTheDocument();
    await fill(user, "Search users", "zzz");
    expect(await screen.findByRole("heading", { name: "Nobody so far matches “zzz”" })).toBeVisible();
    expect(
      await screen.findByText(/^Nobody found so far\. Roster is still getting this account’s users/),
    ).toBeVisible();
    await expectAccessible();
  });

  it("say what an empty one is for", async () => {
    const { user } = open("/settings/users/pending", crowd(1));
    expect(await screen.findByRole("heading", { name: "No pending invitations" })).toBeVisible();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Invite someone" }));
    expect(await findDialog("Create User")).toBeTruthy();
  });

  it("say what went wrong, and read again when asked", async () => {
    const backend = crowd(5);
    backend.refuse("list_users", problem("unavailable"));
    const { user } = open("/settings/users", backend);
    expect(await screen.findByRole("alert")).toHaveTextContent(/isn’t ready right now/);
    await expectAccessible();
    backend.answers.delete("list_users");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("person0@example.com")).toBeVisible();
  });

  it("show the billing manager only where that may be seen", async () => {
    const backend = new FakeBackend();
    backend.users.active = [
      makeRow({ loginEmail: "seen@example.com", permissions: ["billingManager"] }),
      makeRow({
        loginEmail: "unseen@example.com",
        permissions: ["billingManager"],
        actions: { permissionsVisible: false },
      }),
    ];
    open("/settings/users", backend);
    const seen = (await screen.findByText("seen@example.com")).closest("tr");
    const unseen = screen.getByText("unseen@example.com").closest("tr");
    expect(seen).toHaveTextContent("Billing Manager");
    expect(unseen).not.toHaveTextContent("Billing Manager");
  });

  it("tell how each invitation stands", async () => {
    const backend = new FakeBackend();
    const pending = (loginEmail: string, over: Parameters<typeof makeInvitation>[0]) =>
      makeRow({ status: "pending", loginEmail, invitation: makeInvitation(over) });
    backend.users.pending = [
      pending("queued@example.com", { delivery: "queued", sentAt: null }),
      pending("retry@example.com", { delivery: "queued", sentAt: null, deliveryError: "421 later" }),
      pending("sent@example.com", {}),
      pending("failed@example.com", { delivery: "failed", deliveryError: "550 unknown" }),
      pending("expired@example.com", { expired: true, expiresAt: daysFromNow(-3.1) }),
    ];
    open("/settings/users/pending", backend);
    const rowOf = async (email: string) => (await screen.findByText(email)).closest("tr");
    expect(await rowOf("queued@example.com")).toHaveTextContent("QueuedExpires in 5 days");
    expect(await rowOf("retry@example.com")).toHaveTextContent("Trying again421 later");
    expect(await rowOf("sent@example.com")).toHaveTextContent("Sent 2 days agoExpires in 5 days");
    expect(await rowOf("failed@example.com")).toHaveTextContent("Not delivered550 unknown");
    expect(await rowOf("expired@example.com")).toHaveTextContent("ExpiredEnded 3 days ago");
    await expectAccessible();
  });
});

describe("the buttons of a row", () => {
  it("say why something may not be done, and do not do it", async () => {
    const backend = new FakeBackend();
    backend.users.active = [makeRow({ isSelf: true, actions: { remove: denied("own-account") } })];
    const { user } = open("/settings/users", backend);
    const remove = await screen.findByRole("button", { name: "Remove Ada Lovelace" });
    expect(remove).toHaveAttribute("aria-disabled", "true");
    expect(remove).toHaveAccessibleDescription("You can’t remove yourself. Ask another administrator.");
    await user.click(remove);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    act(() => remove.focus());
    expect(remove).toHaveFocus();
    expect(await screen.findByRole("tooltip")).toHaveTextContent("You can’t remove yourself.");
    await expectAccessible();
  });

  it("remove a user after asking, and give them back what they had on Undo", async () => {
    const backend = new FakeBackend();
    backend.users.active = [makeRow({ role: "administrator", permissions: ["billingManager"] })];
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Remove Ada Lovelace" }));
    const question = await findDialog("Remove Ada Lovelace?");
    expect(question.dialog).toHaveTextContent(/signed out everywhere at once/);
    await expectAccessible();
    await user.click(question.getByRole("button", { name: "Remove" }));
    const told = await screen.findByRole("alert");
    expect(told).toHaveTextContent(/Ada Lovelace is removed.*access back as it was/);
    expect(backend.callsOf("remove_user")).toEqual([{ id: "id-ada@example.com" }]);
    expect(await screen.findByRole("tab", { name: "Removed Users 1" })).toBeVisible();

    await user.click(within(told).getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Ada Lovelace has access again")).toBeVisible();
    expect(screen.getByText(/same password/)).toBeVisible();
    expect(backend.callsOf("undo_removal")).toEqual([{ id: "id-ada@example.com" }]);
    expect(backend.callsOf("restore_user")).toEqual([]);
    expect(await screen.findByRole("tab", { name: "Active Users 1" })).toBeVisible();
  });

  it("say that it is too late for Undo, and what to do instead", async () => {
    const backend = new FakeBackend();
    backend.users.active = [makeRow()];
    backend.refuse("undo_removal", problem("too-late"));
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Remove Ada Lovelace" }));
    await user.click((await findDialog("Remove Ada Lovelace?")).getByRole("button", { name: "Remove" }));
    await user.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Undo" }));
    expect(await screen.findByText(/restore them from Removed Users/)).toBeVisible();
  });

  it("keep a refused removal's question open with the reason", async () => {
    const backend = new FakeBackend();
    backend.users.active = [makeRow()];
    backend.refuse("remove_user", problem("last-administrator"));
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Remove Ada Lovelace" }));
    const question = await findDialog("Remove Ada Lovelace?");
    await user.click(question.getByRole("button", { name: "Remove" }));
    expect(await question.findByRole("alert")).toHaveTextContent(/needs at least one active administrator/);
  });

  it("delete an invitation after asking, and send another one on Undo", async () => {
    const backend = new FakeBackend();
    backend.users.pending = [makeRow({ status: "pending", language: "de" })];
    const { user } = open("/settings/users/pending", backend);
    await user.click(await screen.findByRole("button", { name: "Delete invitation of Ada Lovelace" }));
    const question = await findDialog("Delete the invitation of Ada Lovelace?");
    await user.click(question.getByRole("button", { name: "Delete invitation" }));
    const told = await screen.findByRole("alert");
    expect(backend.users.pending).toEqual([]);
    await user.click(within(told).getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Ada Lovelace is invited")).toBeVisible();
    expect(backend.callsOf("create_user")).toMatchObject([
      { user: { firstName: "Ada", loginEmail: "ada@example.com", language: "de", role: "user", permissions: [] } },
    ]);
  });

  it("restore on Undo when deleting the invitation of someone who had been removed left their record", async () => {
    const backend = new FakeBackend();
    backend.users.pending = [makeRow({ status: "pending" })];
    backend.answers.set("delete_invitation", () => {
      backend.users.removed = [makeRow({ status: "removed" })];
      backend.users.pending = [];
      return { kind: "done", row: null };
    });
    const { user } = open("/settings/users/pending", backend);
    await user.click(await screen.findByRole("button", { name: "Delete invitation of Ada Lovelace" }));
    await user.click((await findDialog(/Delete/)).getByRole("button", { name: "Delete invitation" }));
    await user.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(backend.callsOf("restore_user")).toHaveLength(1));
    expect(backend.callsOf("create_user")).toEqual([]);
  });

  it("resend an invitation at once", async () => {
    const backend = new FakeBackend();
    backend.users.pending = [makeRow({ status: "pending", communicationEmail: "ada@post.example.org" })];
    const { user } = open("/settings/users/pending", backend);
    await user.click(await screen.findByRole("button", { name: "Resend invitation of Ada Lovelace" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Invitation sent again to ada@post.example.org; the earlier link no longer works.",
    );
    expect(backend.callsOf("resend_invitation")).toEqual([{ id: "id-ada@example.com" }]);
  });

  it.each([
    ["wrong-status", /Ada Lovelace: .*status has changed/],
    ["mail-quota", /Ada Lovelace: Too many emails of this kind were sent.* Try again in a few minutes/],
  ] as const)("say what went wrong with an action that has no dialog: %s", async (code, words) => {
    const backend = new FakeBackend();
    backend.users.pending = [makeRow({ status: "pending" })];
    backend.refuse("resend_invitation", problem(code));
    const { user } = open("/settings/users/pending", backend);
    const resend = await screen.findByRole("button", { name: "Resend invitation of Ada Lovelace" });
    await user.click(resend);
    expect(await screen.findByRole("alert")).toHaveTextContent(words);
    await user.click(resend);
    await waitFor(() => expect(backend.callsOf("resend_invitation")).toHaveLength(2));
    // Said once more, not twice.
    await waitFor(() => expect(screen.getAllByRole("alert")).toHaveLength(1));
  });

  it("copy a link without a question where the one before leads nowhere", async () => {
    const backend = new FakeBackend();
    backend.users.pending = [makeRow({ status: "pending", invitation: makeInvitation({ expired: true }) })];
    const { user } = open("/settings/users/pending", backend);
    await user.click(await screen.findByRole("button", { name: "Copy invitation link of Ada Lovelace" }));
    await findDialog("Invitation link of Ada Lovelace");
    expect(backend.callsOf("copy_invitation_link")).toHaveLength(1);
  });

  it("show a copied link with its end, having asked whether the mailed one may stop working", async () => {
    const backend = new FakeBackend();
    backend.users.pending = [makeRow({ status: "pending" })];
    const { user } = open("/settings/users/pending", backend);
    await user.click(await screen.findByRole("button", { name: "Copy invitation link of Ada Lovelace" }));
    const question = await findDialog("Copy invitation link of Ada Lovelace");
    expect(question.dialog).toHaveTextContent(/emailed to ada@example.com stops working/);
    await expectAccessible();
    expect(backend.callsOf("copy_invitation_link")).toEqual([]);
    await user.click(question.getByRole("button", { name: "Copy a new link" }));
    const dialog = await findDialog("Invitation link of Ada Lovelace");
    expect(dialog.getByRole("textbox", { name: "Invitation link" })).toHaveValue(
      "https://roster.example.com/invitations/0b4Jq3wqv2xv5y7W1sX0c9mYq8dP6rTz",
    );
    expect(dialog.getByRole("textbox")).toHaveAttribute("readonly");
    expect(dialog.dialog).toHaveTextContent("Copied");
    expect(dialog.dialog).toHaveTextContent(/earlier no longer work/);
    await expectAccessible();
  });

  it("restore a removed user with the role of before, or another", async () => {
    const backend = new FakeBackend();
    backend.users.removed = [makeRow({ status: "removed", role: "administrator" })];
    const { user } = open("/settings/users/removed", backend);
    await user.click(await screen.findByRole("button", { name: "Restore Ada Lovelace" }));
    const dialog = await findDialog("Restore Ada Lovelace");
    expect(dialog.getByRole("radio", { name: "Administrator" })).toBeChecked();
    expect(dialog.getByRole("checkbox", { name: "Billing Manager" })).not.toBeChecked();
    await expectAccessible();
    await user.click(dialog.getByRole("radio", { name: "User" }));
    await user.click(dialog.getByRole("button", { name: "Restore" }));
    await screen.findByText("Ada Lovelace is invited");
    expect(backend.callsOf("restore_user")).toEqual([
      { restoration: { id: "id-ada@example.com", restore: { role: "user" } } },
    ]);
  });
});

describe("the keyboard", () => {
  it("reaches the search by /, and the wizard by Ctrl+N", async () => {
    const { user } = open("/settings/users", crowd(2));
    const search = await screen.findByRole("searchbox", { name: "Search users" });
    await user.keyboard("/");
    expect(search).toHaveFocus();
    act(() => search.blur());
    await user.keyboard("{Control>}n{/Control}");
    expect(await findDialog("Create User")).toBeTruthy();
  });

  it("finds the opener of a dialog again when it closes", async () => {
    const { user } = open("/settings/users", crowd(2));
    const edit = await screen.findByRole("button", { name: "Edit Mia Martin 000000" });
    await user.click(edit);
    const dialog = await findDialog("Edit Mia Martin 000000");
    await user.click(dialog.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(edit).toHaveFocus());
  });
});

describe("in a narrow window", () => {
  /** As wide as the table is said to be: nothing is laid out in tests. */
  function narrow(width: number): void {
    vi.stubGlobal(
      "ResizeObserver",
      class {
        constructor(private readonly tell: ResizeObserverCallback) {}
        observe() {
          const entry = { contentRect: { left: 0, right: width } } as ResizeObserverEntry;
          this.tell([entry], this as unknown as ResizeObserver);
        }
        unobserve() {}
        disconnect() {}
      },
    );
  }

  it("the buttons of a row are gathered in a menu, with the reasons against them", async () => {
    narrow(340);
    const backend = new FakeBackend();
    backend.users.active = [makeRow({ isSelf: true, actions: { remove: denied("own-account") } })];
    const { user } = open("/settings/users", backend);
    const actions = await screen.findByRole("button", { name: "Actions for Ada Lovelace" });
    expect(screen.queryByRole("button", { name: "Edit Ada Lovelace" })).not.toBeInTheDocument();
    await user.click(actions);
    const remove = await screen.findByRole("menuitem", { name: /^Remove Ada Lovelace You can’t remove yourself/ });
    await expectAccessible();
    await user.click(remove);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await user.click(screen.getByRole("menuitem", { name: "Edit Ada Lovelace" }));
    const dialog = await findDialog("Edit Ada Lovelace");
    await user.click(dialog.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(actions).toHaveFocus());
  });
});
