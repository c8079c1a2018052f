import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeBackend, makePolicy, offline, problem } from "../../test/fakeBackend";
import { makeOwnSession, makeSync } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

describe("one's own profile", () => {
  it("sends only what was changed; the login email stays", async () => {
    const { user, backend } = open("/profile");
    expect(await screen.findByLabelText("Login email")).toHaveAttribute("readonly");
    expect(screen.getByRole("button", { name: "Save" })).toHaveAttribute("aria-disabled", "true");
    await expectAccessible();
    await fill(user, "Communication email", "grace@post.example.org");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.getByLabelText("Current password")).toHaveFocus());
    expect(backend.callsOf("update_me")).toEqual([]);
    await fill(user, "Current password", "three unrelated pigeons");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Profile saved.")).toBeVisible();
    expect(backend.callsOf("update_me")).toEqual([
      { changes: { communicationEmail: "grace@post.example.org", currentPassword: "three unrelated pigeons" } },
    ]);
    expect(screen.getByRole("button", { name: "Save" })).toHaveAttribute("aria-disabled", "true");
    expect(screen.queryByLabelText("Current password")).not.toBeInTheDocument();
  });

  it("is spoken to in the language that the organization has set, and mails stay in one's own", async () => {
    const backend = new FakeBackend();
    backend.status = { ...backend.status, policy: makePolicy({ language: "fr" }) };
    open("/profile", backend);
    const language = await screen.findByLabelText("Langue préférée");
    expect(language).toHaveAccessibleDescription(/Celle de Roster est fixée par votre organisation/);
    expect(language).toHaveValue("en");
  });

  it("asks for no password while the communication email stays", async () => {
    const { user, backend } = open("/profile");
    await fill(user, "Last name", "Murray Hopper");
    expect(screen.queryByLabelText("Current password")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Profile saved.")).toBeVisible();
    expect(backend.callsOf("update_me")).toEqual([{ changes: { lastName: "Murray Hopper" } }]);
  });

  it("says beside the field that the password is wrong", async () => {
    const { user, backend } = open("/profile");
    backend.refuse("update_me", problem("wrong-password"));
    await fill(user, "Communication email", "grace@post.example.org");
    await fill(user, "Current password", "not the one");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(screen.getByLabelText("Current password")).toHaveAccessibleDescription(/your current password/),
    );
  });

  it("puts the service's words beside the field", async () => {
    const { user, backend } = open("/profile");
    backend.refuse(
      "update_me",
      problem("invalid-fields", { errors: [{ field: "firstName", code: "invalid-characters", message: "" }] }),
    );
    await fill(user, "First name", "Grace\u202E");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.getByLabelText("First name")).toHaveAccessibleDescription(/invisible/));
    await waitFor(() => expect(screen.getByLabelText("First name")).toHaveFocus());
  });
});

describe("one's password", () => {
  async function change(backend: FakeBackend) {
    const { user } = open("/profile/password", backend);
    await fill(user, "Current password", "the one of before, long");
    await fill(user, "New password", "four unrelated words");
    await user.click(screen.getByRole("button", { name: "Change password" }));
    return user;
  }

  it("is changed, and both fields are empty again", async () => {
    const backend = new FakeBackend();
    await change(backend);
    expect(await screen.findByText(/Password changed/)).toBeVisible();
    expect(backend.callsOf("change_password")).toEqual([
      { change: { currentPassword: "the one of before, long", newPassword: "four unrelated words" } },
    ]);
    expect(screen.getByLabelText("Current password")).toHaveValue("");
    expect(screen.getByLabelText("New password")).toHaveValue("");
  });

  it("has its rules said beforehand, and its length while typing", async () => {
    const { user } = open("/profile/password");
    expect(await screen.findByLabelText("New password")).toHaveAccessibleDescription(/15 characters or more/);
    await fill(user, "New password", "🦊🦊🦊");
    expect(screen.getByText("3 of 15 characters")).toBeVisible();
    await fill(user, "New password", "x".repeat(15));
    expect(screen.getByText("Long enough")).toBeVisible();
    await expectAccessible();
  });

  it("is told apart from a wrong current one", async () => {
    const backend = new FakeBackend();
    backend.refuse("change_password", problem("wrong-password"));
    await change(backend);
    await waitFor(() =>
      expect(screen.getByLabelText("Current password")).toHaveAccessibleDescription(
        "This isn’t your current password.",
      ),
    );
  });

  it("is refused beside its field", async () => {
    const backend = new FakeBackend();
    backend.refuse(
      "change_password",
      problem("invalid-fields", { errors: [{ field: "newPassword", code: "personal", message: "" }] }),
    );
    await change(backend);
    await waitFor(() =>
      expect(screen.getByLabelText("New password")).toHaveAccessibleDescription(/^Don’t use only names/),
    );
  });
});

describe("one's sessions", () => {
  function elsewhere() {
    const backend = new FakeBackend();
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    backend.sessions = [
      makeOwnSession({ current: true }),
      makeOwnSession({ id: "laptop", deviceName: "grace-laptop (macOS)", lastUsedAt: hourAgo }),
      makeOwnSession({ id: "script", deviceName: null, origin: null }),
    ];
    return backend;
  }

  it("are listed by device, with their last use, this one marked and without an end", async () => {
    open("/profile/sessions", elsewhere());
    const list = await screen.findByRole("list", { name: "Sessions" });
    const [here, laptop, script] = within(list).getAllByRole("listitem");
    expect(here).toHaveTextContent("grace-desk (Linux)");
    expect(here).toHaveTextContent("This device");
    expect(within(here as HTMLElement).queryByRole("button")).toBeNull();
    expect(laptop).toHaveTextContent("Last used 1 hour ago");
    expect(laptop).toHaveTextContent(/Signed in .*, from 192\.0\.2\.7/);
    expect(script).toHaveTextContent("Unnamed device");
    expect(script).not.toHaveTextContent("from");
    await expectAccessible();
  });

  it("are told of by the service's clock, whatever this computer's shows", async () => {
    const backend = elsewhere();
    const sixtyDays = 60 * 86_400;
    backend.sync = makeSync({ serviceAheadSeconds: -sixtyDays });
    const hourAgo = new Date(Date.now() - (sixtyDays + 3_600) * 1_000).toISOString();
    backend.sessions = [makeOwnSession({ id: "laptop", deviceName: "laptop", lastUsedAt: hourAgo })];
    open("/profile/sessions", backend);
    expect(await screen.findByText("Last used 1 hour ago")).toBeVisible();
  });

  it("end one by one, after a question", async () => {
    const { user, backend } = open("/profile/sessions", elsewhere());
    await user.click(await screen.findByRole("button", { name: "End the session on grace-laptop (macOS)" }));
    const question = await findDialog("End the session on grace-laptop (macOS)?");
    expect(backend.callsOf("end_session")).toEqual([]);
    await expectAccessible();
    await user.click(question.getByRole("button", { name: "End session" }));
    expect(await screen.findByText("The session on grace-laptop (macOS) has ended.")).toBeVisible();
    expect(backend.callsOf("end_session")).toEqual([{ id: "laptop" }]);
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
  });

  it("end all at once but this one", async () => {
    const { user } = open("/profile/sessions", elsewhere());
    await user.click(await screen.findByRole("button", { name: "End all others" }));
    const question = await findDialog("End all other sessions?");
    await user.click(question.getByRole("button", { name: "End all others" }));
    expect(await screen.findByText("You’re not signed in anywhere else.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "End all others" })).toBeNull();
  });

  it("that cannot be ended or read now say why", async () => {
    const backend = elsewhere();
    backend.refuse("list_sessions", offline());
    const { user } = open("/profile/sessions", backend);
    expect(await screen.findByRole("alert")).toHaveTextContent(/can’t reach the server/);
    backend.answers.clear();
    backend.refuse("end_other_sessions", offline());
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await user.click(await screen.findByRole("button", { name: "End all others" }));
    const question = await findDialog("End all other sessions?");
    await user.click(question.getByRole("button", { name: "End all others" }));
    expect(await question.findByRole("alert")).toHaveTextContent(/can’t reach the server/);
    expect(screen.getAllByRole("listitem", { hidden: true })).toHaveLength(3);
  });

  it("are found in the profile menu", async () => {
    const { user } = open("/clients");
    await user.click(await screen.findByRole("button", { name: "Profile" }));
    await user.click(await screen.findByRole("menuitem", { name: "Sessions" }));
    expect(await screen.findByRole("tab", { name: "Sessions", selected: true })).toBeVisible();
  });
});
