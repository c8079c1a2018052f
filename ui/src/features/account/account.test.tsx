import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { FakeBackend, problem } from "../../test/fakeBackend";
import { expectAccessible, fill, open } from "../../test/render";

it("names the account and its default language, and sends only what was changed", async () => {
  const { user, backend } = open("/settings/account");
  expect(await screen.findByLabelText("Account name")).toHaveValue("Analytical Engines");
  expect(screen.getByLabelText("Default language")).toHaveValue("fr");
  await expectAccessible();
  await user.selectOptions(screen.getByLabelText("Default language"), "pt-BR");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Account settings saved.")).toBeVisible();
  expect(backend.callsOf("update_account")).toEqual([{ changes: { language: "pt-BR" } }]);
});

it("says at the name what is wrong with it", async () => {
  const backend = new FakeBackend();
  backend.refuse(
    "update_account",
    problem("invalid-fields", { errors: [{ field: "name", code: "too-long", message: "" }] }),
  );
  const { user } = open("/settings/account", backend);
  await fill(user, "Account name", "x".repeat(101));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.getByLabelText("Account name")).toHaveAccessibleDescription(/at most 100/));
  expect(screen.getByLabelText("Account name")).toHaveValue("x".repeat(101));
});

it("says when the account cannot be read, and reads again when asked", async () => {
  const backend = new FakeBackend();
  backend.refuse("get_account", problem("unavailable"));
  const { user } = open("/settings/account", backend);
  await screen.findByRole("alert");
  backend.answers.delete("get_account");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByLabelText("Account name")).toBeVisible();
});
