import { screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { FakeBackend, offline, problem } from "../../test/fakeBackend";
import { makeRow } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

const ADA = {
  "First name": "Ada",
  "Last name": "Lovelace",
  "Login email": "ada@example.com",
  "Communication email": "ada@post.example.org",
};

async function openWizard(backend = new FakeBackend()) {
  const { user, unmount } = open("/settings/users", backend);
  await user.click(await screen.findByRole("button", { name: "Create User" }));
  const wizard = await findDialog("Create User");
  await wizard.findByLabelText("First name");
  return { user, backend, wizard, unmount };
}

async function fillIn(user: UserEvent, values: Record<string, string>) {
  for (const [label, value] of Object.entries(values)) await fill(user, label, value);
}

async function toSecondStep(backend?: FakeBackend) {
  const opened = await openWizard(backend);
  await fillIn(opened.user, ADA);
  await opened.user.click(opened.wizard.getByRole("button", { name: "Next" }));
  await opened.wizard.findByRole("radio", { name: "User" });
  return opened;
}

describe("the wizard", () => {
  it("asks who it is, then what they may reach, and invites", async () => {
    const { user, backend, wizard } = await openWizard();
    expect(wizard.getByLabelText("Preferred language")).toHaveValue("fr");
    await expectAccessible();
    await fillIn(user, ADA);
    await user.selectOptions(wizard.getByLabelText("Preferred language"), "ar");
    await user.click(wizard.getByRole("button", { name: "Next" }));

    expect(await wizard.findByRole("radio", { name: "User" })).toBeChecked();
    await expectAccessible();
    await user.click(wizard.getByRole("radio", { name: "Administrator" }));
    const permissions = wizard.getByRole("group", { name: "Additional permissions" });
    expect(permissions).toBeVisible();
    await user.click(wizard.getByRole("checkbox", { name: "Billing Manager" }));
    await user.click(wizard.getByRole("button", { name: "Invite new user" }));

    const told = await screen.findByRole("alert");
    expect(told).toHaveTextContent("Ada Lovelace is invited");
    expect(told).toHaveTextContent("ada@post.example.org");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(backend.callsOf("create_user")).toEqual([
      {
        user: {
          firstName: "Ada",
          lastName: "Lovelace",
          loginEmail: "ada@example.com",
          communicationEmail: "ada@post.example.org",
          language: "ar",
          role: "administrator",
          permissions: ["billingManager"],
        },
      },
    ]);
    expect(await screen.findByRole("tab", { name: "Pending Invitations 1" })).toBeVisible();
  });

  it("lets the communication email follow the login email until it is typed in", async () => {
    const { user, wizard } = await openWizard();
    await user.type(wizard.getByLabelText("Login email"), "a@b.example");
    expect(wizard.getByLabelText("Communication email")).toHaveValue("a@b.example");
    await user.type(wizard.getByLabelText("Communication email"), ".org");
    await user.type(wizard.getByLabelText("Login email"), "s");
    expect(wizard.getByLabelText("Communication email")).toHaveValue("a@b.example.org");
    expect(wizard.getByLabelText("Login email")).toHaveValue("a@b.examples");
  });

  it("does not go on with an empty field, and moves to it", async () => {
    const { user, backend, wizard } = await openWizard();
    await fillIn(user, { ...ADA, "Last name": "   " });
    await user.click(wizard.getByRole("button", { name: "Next" }));
    await waitFor(() => expect(wizard.getByLabelText("Last name")).toHaveFocus());
    expect(wizard.getByLabelText("Last name")).toHaveAccessibleDescription("Fill in this field.");
    expect(wizard.queryByRole("radio", { name: "User" })).not.toBeInTheDocument();
    expect(backend.callsOf("create_user")).toEqual([]);
  });

  it("does not go on with what the rules refuse, and says so beside each field, offline too", async () => {
    for (const reachable of [true, false]) {
      const backend = new FakeBackend();
      backend.reachable = reachable;
      backend.refuse(
        "check_new_user",
        problem("invalid-fields", {
          errors: [{ field: "loginEmail", code: "invalid-address", message: "Enter an address." }],
        }),
      );
      const { user, wizard, unmount } = await openWizard(backend);
      await fillIn(user, { ...ADA, "Login email": "ada" });
      await user.click(wizard.getByRole("button", { name: "Next" }));
      await waitFor(() =>
        expect(wizard.getByLabelText("Login email")).toHaveAccessibleDescription(
          /Enter an address such as name@example.com/,
        ),
      );
      // With the next frame.
      await waitFor(() => expect(wizard.getByLabelText("Login email")).toHaveFocus());
      expect(wizard.queryByRole("radio", { name: "User" })).not.toBeInTheDocument();
      expect(backend.callsOf("create_user")).toEqual([]);
      unmount();
    }
  });

  it("goes on with the address alone of what was pasted around it", async () => {
    const backend = new FakeBackend();
    backend.answers.set("check_new_user", ({ information }) => ({
      ...(information as object),
      communicationEmail: "ada@post.example.org",
    }));
    const { user, wizard } = await openWizard(backend);
    await fillIn(user, { ...ADA, "Communication email": "Ada <ada@post.example.org>;" });
    await user.click(wizard.getByRole("button", { name: "Next" }));
    await wizard.findByRole("radio", { name: "User" });
    await user.click(wizard.getByRole("button", { name: "Invite new user" }));
    await screen.findByRole("alert");
    expect(backend.callsOf("create_user")).toMatchObject([{ user: { communicationEmail: "ada@post.example.org" } }]);
  });

  it("knows nothing of billing for one who cannot assign it", async () => {
    const backend = new FakeBackend();
    backend.preview = { ...backend.preview, canAssignBillingManager: false };
    const { user, wizard } = await toSecondStep(backend);
    expect(wizard.queryByText("Additional permissions")).not.toBeInTheDocument();
    expect(wizard.queryByRole("checkbox")).not.toBeInTheDocument();
    await user.click(wizard.getByRole("button", { name: "Invite new user" }));
    await screen.findByRole("alert");
    expect(backend.callsOf("create_user")).toMatchObject([{ user: { role: "user", permissions: [] } }]);
  });

  it("keeps everything on the way back and forth", async () => {
    const { user, wizard } = await toSecondStep();
    await user.click(wizard.getByRole("radio", { name: "Administrator" }));
    await user.click(wizard.getByRole("button", { name: "Back" }));
    for (const [label, value] of Object.entries(ADA)) {
      expect(await wizard.findByLabelText(label)).toHaveValue(value);
    }
    await waitFor(() => expect(wizard.getByLabelText("First name")).toHaveFocus());
    await user.click(wizard.getByRole("button", { name: "Next" }));
    expect(await wizard.findByRole("radio", { name: "Administrator" })).toBeChecked();
  });

  it("returns to the first step with the service's words beside the field, and keeps all that was chosen", async () => {
    const { user, backend, wizard } = await toSecondStep();
    await user.click(wizard.getByRole("radio", { name: "Administrator" }));
    backend.refuse(
      "create_user",
      problem("invalid-fields", {
        errors: [
          { field: "communicationEmail", code: "invalid-address", message: "Enter an email address." },
          { field: "lastName", code: "too-long", message: "Too long." },
        ],
      }),
    );
    await user.click(wizard.getByRole("button", { name: "Invite new user" }));

    const lastName = await wizard.findByLabelText("Last name");
    expect(lastName).toHaveAccessibleDescription("Use at most 100 characters.");
    await waitFor(() => expect(lastName).toHaveFocus());
    expect(wizard.getByLabelText("Communication email")).toHaveAccessibleDescription(/name@example\.com/);
    for (const [label, value] of Object.entries(ADA)) expect(wizard.getByLabelText(label)).toHaveValue(value);
    await expectAccessible();

    backend.answers.delete("create_user");
    await user.click(wizard.getByRole("button", { name: "Next" }));
    expect(await wizard.findByRole("radio", { name: "Administrator" })).toBeChecked();
  });

  it("says of a login email that is taken that it cannot be used, at the field", async () => {
    const { user, backend, wizard } = await toSecondStep();
    backend.refuse("create_user", problem("login-email-taken"));
    await user.click(wizard.getByRole("button", { name: "Invite new user" }));
    const login = await wizard.findByLabelText("Login email");
    expect(login).toHaveAccessibleDescription(/can’t be used/);
    expect(login).toHaveValue("ada@example.com");
  });

  it("goes back to the field that is wrong, however soon the next frame is", async () => {
    const { user, backend, wizard } = await toSecondStep();
    backend.refuse("create_user", problem("login-email-taken"));
    const later = window.requestAnimationFrame.bind(window);
    // Before anything else is drawn; only a few, since some ask for the next frame in each.
    let soon = 20;
    const frames = vi.spyOn(window, "requestAnimationFrame").mockImplementation((draw) => {
      if (soon-- <= 0) return later(draw);
      queueMicrotask(() => draw(0));
      return 0;
    });
    await user.click(wizard.getByRole("button", { name: "Invite new user" }));
    await waitFor(() => expect(wizard.getByLabelText("Login email")).toHaveFocus());
    frames.mockRestore();
  });

  it("says who of one's own people has a login email before going on, and shows them", async () => {
    const backend = new FakeBackend();
    backend.users.pending = [makeRow({ status: "pending", firstName: "Zoé", lastName: "Lefèvre" })];
    const { user, wizard } = await openWizard(backend);
    await fillIn(user, { ...ADA, "Login email": "ADA@example.com" });
    await user.click(wizard.getByRole("button", { name: "Next" }));
    await waitFor(() =>
      expect(wizard.getByLabelText("Login email")).toHaveAccessibleDescription(
        /Zoé Lefèvre has it \(Pending Invitations\)/,
      ),
    );
    expect(wizard.queryByRole("radio", { name: "User" })).not.toBeInTheDocument();
    await expectAccessible();
    await user.click(wizard.getByRole("button", { name: "Show Zoé Lefèvre" }));
    await user.click((await findDialog("Discard what you typed?")).getByRole("button", { name: "Discard" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(screen.getByRole("searchbox", { name: "Search users" })).toHaveValue("ada@example.com");
    expect(screen.getByRole("tab", { name: /Pending Invitations/ })).toHaveAttribute("aria-selected", "true");
    expect(backend.callsOf("create_user")).toEqual([]);
  });

  it("restores one who was removed instead of inviting them twice", async () => {
    const backend = new FakeBackend();
    backend.users.removed = [makeRow({ status: "removed" })];
    const { user, wizard } = await openWizard(backend);
    await fillIn(user, ADA);
    await user.click(wizard.getByRole("button", { name: "Next" }));
    await user.click(await wizard.findByRole("button", { name: "Restore Ada Lovelace" }));
    const restoring = await findDialog("Restore Ada Lovelace");
    await user.click(restoring.getByRole("button", { name: "Restore" }));
    await waitFor(() => expect(backend.callsOf("restore_user")).toHaveLength(1));
  });

  it("loses nothing while offline", async () => {
    const { user, backend, wizard } = await toSecondStep();
    backend.refuse("create_user", offline());
    await user.click(wizard.getByRole("button", { name: "Invite new user" }));
    expect(await wizard.findByRole("alert")).toHaveTextContent(/can’t reach the server/);
    expect(wizard.getByRole("button", { name: "Invite new user" })).toBeEnabled();
    backend.answers.delete("create_user");
    await user.click(wizard.getByRole("button", { name: "Invite new user" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(backend.users.pending).toHaveLength(1);
  });

  it("asks before it forgets what was typed, and closes at once when nothing was", async () => {
    const { user, wizard } = await openWizard();
    await fill(user, "First name", "Ada");
    await user.keyboard("{Escape}");
    const question = await findDialog("Discard what you typed?");
    await user.click(question.getByRole("button", { name: "Keep editing" }));
    expect(wizard.getByLabelText("First name")).toHaveValue("Ada");
    await user.clear(wizard.getByLabelText("First name"));
    await user.click(wizard.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await waitFor(() => expect(screen.getByRole("button", { name: "Create User" })).toHaveFocus());
  });

  it("forgets what was typed once that is said, and asks no more", async () => {
    const { user } = await openWizard();
    await fill(user, "First name", "Ada");
    await user.keyboard("{Escape}");
    await user.click((await findDialog("Discard what you typed?")).getByRole("button", { name: "Discard" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.click(screen.getByRole("button", { name: "Create User" }));
    expect(await (await findDialog("Create User")).findByLabelText("First name")).toHaveValue("");
  });

  it("does not invite by a double click on Next", async () => {
    const { user, backend, wizard } = await openWizard();
    await fillIn(user, ADA);
    await user.dblClick(wizard.getByRole("button", { name: "Next" }));
    const invite = await wizard.findByRole("button", { name: "Invite new user" });
    // What a browser tells the button that has come to lie under the pointer.
    invite.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 2 }));
    await wizard.findByRole("radio", { name: "User" });
    expect(backend.callsOf("create_user")).toEqual([]);
  });
});
