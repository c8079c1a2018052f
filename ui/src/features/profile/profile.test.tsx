import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeBackend, problem } from "../../test/fakeBackend";
import { expectAccessible, fill, open } from "../../test/render";

describe("one's own profile", () => {
  it("sends only what was changed; the login email stays", async () => {
    const { user, backend } = open("/profile");
    expect(await screen.findByLabelText("Login email")).toHaveAttribute("readonly");
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    await expectAccessible();
    await fill(user, "Communication email", "grace@post.example.org");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Your profile is saved.")).toBeVisible();
    expect(backend.callsOf("update_me")).toEqual([{ changes: { communicationEmail: "grace@post.example.org" } }]);
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  });

  it("puts the service's words beside the field", async () => {
    const { user, backend } = open("/profile");
    backend.refuse(
      "update_me",
      problem("invalid-fields", { errors: [{ field: "firstName", code: "invalid-characters", message: "" }] }),
    );
    await fill(user, "First name", "Grace\u202E");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.getByLabelText("First name")).toHaveAccessibleDescription(/cannot be seen/));
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
    expect(await screen.findByText(/Your password is changed/)).toBeVisible();
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
        "This is not your current password.",
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
    await waitFor(() => expect(screen.getByLabelText("New password")).toHaveAccessibleDescription(/^Do not use names/));
  });
});
