import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { EditConflict, PendingEdit } from "../../lib/types";
import { problem } from "../../test/fakeBackend";
import { ADA, INVITE, offlineWith, openPanel, RENAME } from "../../test/pendingChanges";
import { makeChange } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

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
