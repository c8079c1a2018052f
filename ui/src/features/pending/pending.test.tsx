import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { EditConflict, PendingChange, PendingEdit } from "../../lib/types";
import { FakeBackend, problem } from "../../test/fakeBackend";
import { makeChange, makeRow, makeSync } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

const ADA = makeRow();
const INVITE: PendingEdit = {
  action: "create",
  user: {
    firstName: "Émilie",
    lastName: "du Châtelet",
    loginEmail: "emilie@example.com",
    communicationEmail: "emilie@post.example.org",
    language: "fr",
    role: "administrator",
    permissions: ["billingManager"],
  },
};
const RENAME: PendingEdit = { action: "update", id: ADA.user.id, changes: { lastName: "King" } };

function offlineWith(...pending: PendingChange[]): FakeBackend {
  const backend = new FakeBackend();
  backend.reachable = false;
  backend.users.active = [ADA];
  backend.pending = pending;
  backend.sync = makeSync({ state: "offline", pendingChanges: pending.length });
  return backend;
}

/** The panel, with what is said of one change. */
async function openPanel(backend: FakeBackend, place = "/settings/users") {
  const { user } = open(place, backend);
  await user.click(await screen.findByRole("button", { name: "Pending changes" }));
  const panel = await findDialog("Pending changes");
  const item = async (title: string) => {
    const heading = await panel.findByRole("heading", { name: title });
    const element = heading.closest("li");
    if (!element) throw new Error(`${title} is in no list`);
    return within(element);
  };
  return { user, panel, item };
}

describe("what is done while the service cannot be reached", () => {
  it("is said to be saved here and sent later, and is looked at from there", async () => {
    const backend = offlineWith();
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Create User" }));
    const wizard = await findDialog("Create User");
    const login = await wizard.findByLabelText("Login email");
    expect(login).toHaveAccessibleDescription(/checks whether it’s available once it reaches the server/);
    for (const [label, value] of [
      ["First name", "Émilie"],
      ["Last name", "du Châtelet"],
      ["Login email", "emilie@example.com"],
    ] as const) {
      await fill(user, label, value);
    }
    await user.click(wizard.getByRole("button", { name: "Next" }));
    expect(wizard.getByRole("note")).toHaveTextContent("Roster saves this on this computer and sends it later");
    await user.click(await wizard.findByRole("button", { name: "Invite new user" }));

    const told = await screen.findByRole("alert");
    expect(told).toHaveTextContent("Saved on this computer. Roster sends it once it reaches the server.");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await user.click(within(told).getByRole("button", { name: "Show" }));
    const panel = await findDialog("Pending changes");
    expect(await panel.findByRole("button", { name: "Show" })).toHaveAttribute("aria-expanded", "true");
    expect(panel.dialog).toHaveTextContent("Login emailemilie@example.com");
    await waitFor(() => expect(panel.getByRole("heading", { name: "Invite Émilie du Châtelet" })).toHaveFocus());
    await expectAccessible();
  });

  it("is withdrawn where it is told, and asked for anew by Undo", async () => {
    const backend = offlineWith();
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Remove Ada Lovelace" }));
    const question = await findDialog("Remove Ada Lovelace?");
    expect(question.dialog).toHaveTextContent("Ada Lovelace keeps access until this is sent.");
    await user.click(question.getByRole("button", { name: "Remove" }));
    const badge = await screen.findByRole("button", { name: "Not applied yet: removal" });
    expect(badge.closest("tr")).toHaveTextContent("Ada Lovelace");
    expect(backend.users.active).toHaveLength(1);

    await user.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Cancel this change" }));
    await waitFor(() => expect(badge).not.toBeInTheDocument());
    expect(backend.pending).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("button", { name: "Not applied yet: removal" })).toBeVisible();
    expect(backend.pending.map(({ edit }) => edit)).toEqual([{ action: "remove", id: ADA.user.id }]);
  });

  it("is not said to wait any longer than it does", async () => {
    const backend = offlineWith();
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Remove Ada Lovelace" }));
    await user.click((await findDialog("Remove Ada Lovelace?")).getByRole("button", { name: "Remove" }));
    expect(await screen.findByText(/Roster sends it once/)).toBeVisible();
    await screen.findByRole("button", { name: "Not applied yet: removal" });
    backend.pending = [];
    await act(() => emit("invalidated", { tags: ["pendingChanges", "users"] }));
    // Not only because its own time is over.
    const gone = () => expect(screen.queryByText(/Roster sends it once/)).not.toBeInTheDocument();
    await waitFor(gone, { timeout: 5_000 });
  });

  it("says so when it can no longer be withdrawn", async () => {
    const backend = offlineWith(makeChange(RENAME));
    const error = { ...problem("internal-error"), kind: "desktop" as const, code: null };
    backend.refuse("withdraw_pending_change", { ...error, desktopCode: "alreadySent" });
    const { user, item } = await openPanel(backend);
    await user.click((await item("Change Ada Lovelace")).getByRole("button", { name: "Cancel this change" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/may already have reached the server/);
    expect(backend.pending).toHaveLength(1);
  });
});

describe("an edit that waits", () => {
  const openEdit = async (backend: FakeBackend) => {
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Edit Ada Lovelace" }));
    const form = await findDialog("Edit Ada Lovelace");
    await form.findByLabelText("Last name");
    return { user, form };
  };
  const WAITING: PendingEdit = {
    action: "update",
    id: ADA.user.id,
    changes: { lastName: "King", role: "administrator" },
  };

  it("is what the form of its user begins with, and is said whole when that is saved", async () => {
    const backend = offlineWith(makeChange(WAITING));
    const { user, form } = await openEdit(backend);
    expect(form.getByLabelText("Last name")).toHaveValue("King");
    expect(form.getByRole("radio", { name: "Administrator" })).toBeChecked();
    const note = form.getByText(/includes your earlier changes that haven’t been sent yet/);
    expect(note).toBeVisible();
    // In a low window only the top of the form is in view as it opens.
    const [firstField] = form.getAllByRole("textbox");
    expect(note).toAppearBefore(firstField as HTMLElement);
    expect(form.getByRole("button", { name: "Save" })).toBeDisabled();
    await expectAccessible();
    await user.click(form.getByRole("radio", { name: "User" }));
    await user.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(backend.callsOf("update_user")).toMatchObject([{ edit: { changes: { lastName: "King", role: "user" } } }]),
    );
  });

  it("is withdrawn when nothing is left of it", async () => {
    const backend = offlineWith(makeChange(WAITING));
    const { user, form } = await openEdit(backend);
    await fill(user, "Last name", "Lovelace", form as unknown as typeof screen);
    await user.click(form.getByRole("radio", { name: "User" }));
    await user.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(backend.pending).toEqual([]));
    expect(backend.callsOf("update_user")).toEqual([]);
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });
});

describe("a row", () => {
  it("says all that is pending of it, and leads there", async () => {
    const backend = offlineWith(makeChange(RENAME), makeChange({ action: "remove", id: ADA.user.id }));
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Not applied yet: changes and removal" }));
    const panel = await findDialog("Pending changes");
    await waitFor(() => expect(panel.getByRole("heading", { name: "Change Ada Lovelace" })).toHaveFocus());
    await user.click(panel.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.getByRole("button", { name: /changes and removal/ })).toHaveFocus());
  });

  it.each(["waiting", "sending"] as const)("of a removal that is %s shows at a glance who is to go", async (state) => {
    open(
      "/settings/users",
      offlineWith(makeChange(RENAME), makeChange({ action: "remove", id: ADA.user.id }, { state })),
    );
    const badge = await screen.findByRole("button", { name: "Not applied yet: changes and removal" });
    expect(badge).toHaveTextContent(/^removal$/);
    expect(within(screen.getByRole("rowheader")).getByText("Ada Lovelace").tagName).toBe("DEL");
    await expectAccessible();
  });

  it("of an invitation to be deleted shows that one, too", async () => {
    const backend = offlineWith(makeChange({ action: "deleteInvitation", id: ADA.user.id }));
    backend.users = { active: [], pending: [makeRow({ status: "pending" })], removed: [] };
    open("/settings/users/pending", backend);
    const badge = await screen.findByRole("button", { name: "Not applied yet: deleted invitation" });
    expect(badge).toHaveTextContent(/^deleted invitation$/);
    expect(within(screen.getByRole("rowheader")).getByText("Ada Lovelace").tagName).toBe("DEL");
  });

  it("of an edit, or of a removal that was refused, takes nobody for gone", async () => {
    const backend = offlineWith(makeChange(RENAME));
    open("/settings/users", backend);
    expect(await screen.findByRole("button", { name: "Not applied yet: changes" })).toHaveTextContent(
      /^Not applied yet$/,
    );
    expect(screen.queryByRole("deletion")).not.toBeInTheDocument();
    backend.pending = [makeChange({ action: "remove", id: ADA.user.id }, { state: "refused" })];
    await act(() => backend.tell(["pendingChanges", "users"]));
    expect(await screen.findByRole("button", { name: "Needs attention: removal" })).toHaveTextContent(
      /^Needs attention$/,
    );
    expect(screen.queryByRole("deletion")).not.toBeInTheDocument();
  });

  it("of an invitation not in force yet comes before the others, and is not counted among them", async () => {
    const backend = offlineWith(makeChange(INVITE), makeChange(INVITE, { id: "second", state: "refused" }));
    backend.users.pending = [makeRow({ status: "pending" })];
    const { user } = open("/settings/users/pending", backend);
    const [, ...rows] = await waitFor(() => {
      const found = screen.getAllByRole("row");
      expect(found).toHaveLength(4);
      return found;
    });
    expect(rows.map((row) => row.getAttribute("aria-rowindex"))).toEqual(["2", "3", "4"]);
    expect(rows[0]).toHaveTextContent("Émilie du ChâteletNot applied yet");
    expect(rows[0]).toHaveTextContent("emilie@post.example.org");
    expect(rows[1]).toHaveTextContent("Needs attention");
    expect(rows[1]).toHaveTextContent("Refused");
    expect(rows[2]).toHaveTextContent("Ada Lovelace");
    expect(screen.getByRole("table")).toHaveAttribute("aria-rowcount", "4");
    expect(screen.getByRole("tab", { name: "Pending Invitations 1" })).toBeVisible();
    await expectAccessible();
    await user.click(within(rows[0] as HTMLElement).getByRole("button", { name: "Show Émilie du Châtelet" }));
    expect(await findDialog("Pending changes")).toBeTruthy();
  });

  it("of such an invitation keeps the list from being empty", async () => {
    open("/settings/users/pending", offlineWith(makeChange(INVITE)));
    expect(await screen.findByRole("table", { name: "Pending Invitations" })).toBeVisible();
    expect(screen.queryByText("No pending invitations")).not.toBeInTheDocument();
  });
});

describe("the panel", () => {
  it("lists the changes in their order, each with how it stands and what it says", async () => {
    const { user, panel, item } = await openPanel(
      offlineWith(
        makeChange(RENAME, { state: "sending" }),
        makeChange({ action: "deleteInvitation", id: "x" }, { subjectName: "Alan Turing" }),
      ),
    );
    expect(await panel.findAllByRole("heading", { level: 3 })).toHaveLength(2);
    expect(panel.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent)).toEqual([
      "Change Ada Lovelace",
      "Delete the invitation of Alan Turing",
    ]);
    const sending = await item("Change Ada Lovelace");
    expect(sending.getByText("Sending")).toBeVisible();
    expect(sending.queryByRole("button", { name: "Cancel this change" })).not.toBeInTheDocument();
    await user.click(sending.getByRole("button", { name: "Show" }));
    const row = await sending.findByRole("row", { name: "Last name Lovelace King" });
    expect(row).toBeVisible();
    await expectAccessible();
  });

  it("says that nothing waits", async () => {
    const { panel } = await openPanel(new FakeBackend());
    expect(await panel.findByRole("heading", { name: "No pending changes" })).toBeVisible();
    await expectAccessible();
  });

  it("has everything sent now when asked", async () => {
    const backend = offlineWith(makeChange(RENAME));
    const { user, panel } = await openPanel(backend);
    expect(panel.getByRole("status")).toHaveTextContent(/You’re offline/);
    await user.click(panel.getByRole("button", { name: "Sync now" }));
    await waitFor(() => expect(backend.callsOf("sync_now")).toHaveLength(1));
  });

  it("follows what becomes of them", async () => {
    const backend = offlineWith(makeChange(RENAME));
    const { panel } = await openPanel(backend);
    await panel.findByRole("heading", { name: "Change Ada Lovelace" });
    backend.pending = [];
    await act(() => backend.tell(["pendingChanges"]));
    expect(await panel.findByRole("heading", { name: "No pending changes" })).toBeVisible();
  });

  it("lets what waits be typed differently", async () => {
    const backend = offlineWith(makeChange(RENAME));
    const { user, item } = await openPanel(backend);
    await user.click(await (await item("Change Ada Lovelace")).findByRole("button", { name: "Edit" }));
    const dialog = await findDialog("Edit Ada Lovelace");
    expect(dialog.getByLabelText("Last name")).toHaveValue("King");
    await fill(user, "Last name", "Byron", dialog as unknown as typeof screen);
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(backend.callsOf("revise_pending_change")).toHaveLength(1));
    expect(backend.callsOf("revise_pending_change")[0].edit).toEqual({ ...RENAME, changes: { lastName: "Byron" } });
    expect(backend.callsOf("update_user")).toEqual([]);
  });
});

describe("what the service refused", () => {
  const refused = (edit: PendingEdit, over: Parameters<typeof problem>[1] = {}) =>
    makeChange(edit, { state: "refused", problem: problem("login-email-taken", over) });

  it("says why, and is corrected in its form, what is wrong standing at its field", async () => {
    const backend = offlineWith(refused(INVITE));
    backend.reachable = true;
    const { user, panel, item } = await openPanel(backend);
    const change = await item("Invite Émilie du Châtelet");
    expect(change.getByText("This login email can’t be used. Choose another one.")).toBeVisible();
    await expectAccessible();
    await user.click(change.getByRole("button", { name: "Edit" }));

    const form = await findDialog("Create User");
    const login = await form.findByLabelText("Login email");
    expect(login).toHaveValue("emilie@example.com");
    expect(login).toHaveAccessibleDescription(/can’t be used/);
    await waitFor(() => expect(login).toHaveFocus());
    await expectAccessible();
    await fill(user, "Login email", "chatelet@example.com", form as unknown as typeof screen);
    expect(form.getByLabelText("Communication email")).toHaveValue("emilie@post.example.org");
    await user.click(form.getByRole("button", { name: "Next" }));
    expect(await form.findByRole("radio", { name: "Administrator" })).toBeChecked();
    await user.click(form.getByRole("button", { name: "Invite new user" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Invite Émilie du ChâteletDone. It’s applied now.");
    expect(backend.callsOf("revise_pending_change")).toMatchObject([
      { id: refused(INVITE).id, edit: { action: "create", user: { loginEmail: "chatelet@example.com" } } },
    ]);
    expect(await panel.findByRole("heading", { name: "No pending changes" })).toBeVisible();
  });

  it("takes the communication email along where that was the same", async () => {
    if (INVITE.action !== "create") throw new Error("an invitation");
    const user0 = { ...INVITE.user, communicationEmail: INVITE.user.loginEmail };
    const backend = offlineWith(refused({ action: "create", user: user0 }));
    const { user, item } = await openPanel(backend);
    await user.click((await item("Invite Émilie du Châtelet")).getByRole("button", { name: "Edit" }));
    const form = await findDialog("Create User");
    await form.findByLabelText("Login email");
    await fill(user, "Login email", "chatelet@example.com", form as unknown as typeof screen);
    expect(form.getByLabelText("Communication email")).toHaveValue("chatelet@example.com");
  });

  it("stays in its form when it is refused again", async () => {
    const backend = offlineWith(refused(INVITE));
    const { user, item } = await openPanel(backend);
    await user.click((await item("Invite Émilie du Châtelet")).getByRole("button", { name: "Edit" }));
    const form = await findDialog("Create User");
    await fill(user, "Login email", "grace@example.com", form as unknown as typeof screen);
    await user.click(form.getByRole("button", { name: "Next" }));
    backend.refuse("revise_pending_change", problem("login-email-taken"));
    await user.click(await form.findByRole("button", { name: "Invite new user" }));
    expect(await form.findByLabelText("Login email")).toHaveAccessibleDescription(/can’t be used/);
    expect(form.getByLabelText("Login email")).toHaveValue("grace@example.com");
  });

  it("is asked for again as it is", async () => {
    const remove: PendingEdit = { action: "remove", id: ADA.user.id };
    const backend = offlineWith(makeChange(remove, { state: "refused", problem: problem("last-administrator") }));
    backend.reachable = true;
    const { user, item } = await openPanel(backend);
    const change = await item("Remove Ada Lovelace");
    expect(change.queryByRole("button", { name: "Edit" })).not.toBeInTheDocument();
    await user.click(change.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(backend.callsOf("revise_pending_change")).toMatchObject([{ edit: remove }]));
    expect(await screen.findByText("Done. It’s applied now.")).toBeVisible();
  });

  it("says that too many emails were sent, at its row and in the panel, and is tried again", async () => {
    const resend: PendingEdit = { action: "resendInvitation", id: ADA.user.id };
    const backend = offlineWith(makeChange(resend, { state: "refused", problem: problem("mail-quota") }));
    backend.reachable = true;
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("button", { name: "Needs attention: resent invitation" }));
    const panel = within((await findDialog("Pending changes")).dialog);
    expect(
      await panel.findByText(/^Too many emails of this kind were sent.* Try again in a few minutes\.$/),
    ).toBeVisible();
    await user.click(panel.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(backend.callsOf("revise_pending_change")).toMatchObject([{ edit: resend }]));
  });

  it("is dropped after asking", async () => {
    const backend = offlineWith(refused(INVITE));
    const { user, panel, item } = await openPanel(backend);
    await user.click((await item("Invite Émilie du Châtelet")).getByRole("button", { name: "Discard" }));
    const question = await findDialog("Discard this change?");
    expect(question.dialog).toHaveTextContent("“Invite Émilie du Châtelet” won’t be sent");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Discard this change?" })).not.toBeInTheDocument());
    expect(panel.dialog).toBeVisible();
    expect(backend.pending).toHaveLength(1);

    await user.click((await item("Invite Émilie du Châtelet")).getByRole("button", { name: "Discard" }));
    await user.click((await findDialog("Discard this change?")).getByRole("button", { name: "Discard" }));
    expect(await panel.findByRole("heading", { name: "No pending changes" })).toBeVisible();
    expect(backend.callsOf("withdraw_pending_change")).toHaveLength(1);
  });

  it("of someone who can no longer be seen has no form, but can be dropped", async () => {
    const backend = offlineWith(
      makeChange({ ...RENAME, id: "gone" }, { state: "refused", problem: problem("not-found") }),
    );
    const { item } = await openPanel(backend);
    const change = await item("Change Ada Lovelace");
    await waitFor(() => expect(backend.callsOf("get_user").length).toBeGreaterThan(0));
    expect(change.queryByRole("button", { name: "Edit" })).not.toBeInTheDocument();
    expect(change.getByRole("button", { name: "Discard" })).toBeVisible();
  });
});

describe("a conflict", () => {
  const base = { ...ADA.user };
  const conflict: EditConflict = {
    fields: ["lastName", "role"],
    base,
    mine: { ...base, firstName: "Augusta", lastName: "King", role: "administrator" },
    theirs: { ...base, lastName: "Byron", language: "fr", role: "administrator" },
  };
  const edit: PendingEdit = {
    action: "update",
    id: base.id,
    changes: { firstName: "Augusta", lastName: "King", role: "administrator" },
  };
  const collided = () => offlineWith(makeChange(edit, { state: "conflict", conflict }));

  async function openChoice(backend = collided()) {
    const opened = await openPanel(backend);
    await opened.user.click((await opened.item("Change Ada Lovelace")).getByRole("button", { name: "Choose" }));
    const choice = await findDialog("Ada Lovelace was changed in the meantime");
    const field = (name: string) => within(choice.getByRole("radiogroup", { name }));
    return { ...opened, backend, choice, field };
  }

  it("shows what there was, theirs and mine side by side, and waits until each field is chosen", async () => {
    const { user, choice, field } = await openChoice();
    const lastName = choice.getByRole("radiogroup", { name: "Last name" });
    expect(lastName).toHaveTextContent("BeforeLovelaceSomeone else changed thisByronYour changeKing");
    expect(choice.queryByRole("radiogroup", { name: "First name" })).not.toBeInTheDocument();
    await expectAccessible();
    const save = choice.getByRole("button", { name: "Save" });
    expect(save).toBeDisabled();
    await waitFor(() => expect(field("Last name").getByRole("radio", { name: /Byron/ })).toHaveFocus());
    await user.click(field("Last name").getByRole("radio", { name: /Byron/ }));
    expect(save).toBeDisabled();
    await user.click(field("Role").getByRole("radio", { name: /Your change/ }));
    expect(save).toBeEnabled();
  });

  it("says who changed it and when, where the audit log tells", async () => {
    const backend = collided();
    backend.auditEvents = [
      {
        seq: 7,
        at: "2026-11-20T23:47:00Z",
        actor: { id: "grace", name: "Grace Hopper" },
        action: "user.updated",
        target: { id: base.id, name: "Ada Byron" },
        changes: [{ field: "lastName", before: ["Lovelace"], after: ["Byron"] }],
        origin: "10.0.0.7",
      },
    ];
    const { field } = await openChoice(backend);
    expect(await field("Last name").findByText(/^Grace Hopper changed this at Nov 20, 2026, /)).toBeVisible();
    expect(field("Role").getByText("Someone else changed this")).toBeVisible();
  });

  it("is decided by the keyboard alone, and what is left of mine is sent", async () => {
    const { user, backend, field } = await openChoice();
    act(() => field("Last name").getByRole("radio", { name: /Byron/ }).focus());
    await user.keyboard(" ");
    act(() =>
      field("Role")
        .getByRole("radio", { name: /Someone else/ })
        .focus(),
    );
    await user.keyboard("{ArrowDown}");
    expect(field("Role").getByRole("radio", { name: /Your change/ })).toBeChecked();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(backend.callsOf("revise_pending_change")).toHaveLength(1));
    expect(backend.callsOf("revise_pending_change")[0].edit).toEqual({
      action: "update",
      id: base.id,
      changes: { firstName: "Augusta", role: "administrator" },
    });
  });

  it("leaves nothing to send when theirs is taken everywhere", async () => {
    const backend = offlineWith(
      makeChange(RENAME, { state: "conflict", conflict: { ...conflict, fields: ["lastName"] } }),
    );
    const { user, field, choice } = await openChoice(backend);
    await user.click(field("Last name").getByRole("radio", { name: /Byron/ }));
    await user.click(choice.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(backend.callsOf("withdraw_pending_change")).toHaveLength(1));
    expect(backend.callsOf("revise_pending_change")).toEqual([]);
  });

  it("is what its row leads to at once", async () => {
    const { user } = open("/settings/users", collided());
    await user.click(await screen.findByRole("button", { name: "Needs attention: changes" }));
    expect(await findDialog("Ada Lovelace was changed in the meantime")).toBeTruthy();
  });
});
