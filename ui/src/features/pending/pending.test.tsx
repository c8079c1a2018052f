import { emit } from "@tauri-apps/api/event";
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PendingEdit } from "../../lib/types";
import { FakeBackend, problem } from "../../test/fakeBackend";
import { ADA, INVITE, offlineWith, openPanel, RENAME } from "../../test/pendingChanges";
import { makeChange, makeRow } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

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
