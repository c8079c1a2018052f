import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { UserRow } from "../../lib/types";
import { FakeBackend, problem } from "../../test/fakeBackend";
import { denied, makeChange, makeRow } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

async function openEdit(row: UserRow, backend = new FakeBackend()) {
  backend.users[row.user.status] = [row];
  const { user } = open(`/settings/users/${row.user.status}`, backend);
  await user.click(await screen.findByRole("button", { name: `Edit ${row.fullName}` }));
  const dialog = await findDialog(`Edit ${row.fullName}`);
  await dialog.findByLabelText("First name");
  return { user, backend, dialog };
}

describe("editing a user", () => {
  it("sends only what was changed, with the version it is based on", async () => {
    const { user, backend, dialog } = await openEdit(makeRow({ version: 7 }));
    expect(dialog.getByLabelText("Login email")).toHaveAttribute("readonly");
    expect(dialog.getByLabelText("Login email")).toHaveAccessibleDescription(/can’t be changed/);
    expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled();
    await expectAccessible();
    await fill(user, "Last name", "King");
    await user.click(dialog.getByRole("radio", { name: "Administrator" }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Changes to Ada King saved.");
    expect(backend.callsOf("update_user")).toEqual([
      { edit: { id: "id-ada@example.com", version: 7, changes: { lastName: "King", role: "administrator" } } },
    ]);
  });

  it("forgets what was typed once that is said, and asks no more", async () => {
    const { user } = await openEdit(makeRow());
    await fill(user, "Last name", "King");
    await user.keyboard("{Escape}");
    await user.click((await findDialog("Discard what you typed?")).getByRole("button", { name: "Discard" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  it("grants and withdraws the permission where it can be seen", async () => {
    const { user, backend, dialog } = await openEdit(makeRow({ permissions: ["billingManager"] }));
    expect(dialog.getByRole("checkbox", { name: "Billing Manager" })).toBeChecked();
    await user.click(dialog.getByRole("checkbox", { name: "Billing Manager" }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await screen.findByRole("alert");
    expect(backend.callsOf("update_user")).toMatchObject([{ edit: { changes: { permissions: [] } } }]);
  });

  it("neither shows nor sends a permission where it cannot be seen", async () => {
    const { user, backend, dialog } = await openEdit(makeRow({ actions: { permissionsVisible: false } }));
    expect(dialog.queryByText("Additional permissions")).not.toBeInTheDocument();
    await fill(user, "First name", "Augusta");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await screen.findByRole("alert");
    expect(backend.callsOf("update_user")).toMatchObject([{ edit: { changes: { firstName: "Augusta" } } }]);
    expect(Object.keys(backend.callsOf("update_user")[0].edit.changes)).toEqual(["firstName"]);
  });

  it("says why one cannot change one's own role", async () => {
    const own = makeRow({
      isSelf: true,
      actions: { editRole: denied("own-role"), editPermissions: denied("own-role") },
    });
    const { dialog } = await openEdit(own);
    expect(dialog.getByRole("radio", { name: "Administrator" })).toBeDisabled();
    expect(dialog.getByRole("radiogroup", { name: "Role" })).toHaveAccessibleDescription(/your own role/);
    expect(dialog.getByRole("checkbox", { name: "Billing Manager" })).toBeDisabled();
    await expectAccessible();
  });

  it("says that a pending user's invitation follows their communication email", async () => {
    const { user, dialog } = await openEdit(makeRow({ status: "pending" }));
    const field = dialog.getByLabelText("Communication email");
    expect(field).not.toHaveAccessibleDescription(/sent again/);
    await fill(user, "Communication email", "ada@elsewhere.example");
    expect(field).toHaveAccessibleDescription(/sent again, to this address/);
  });

  it("puts the service's words beside the field", async () => {
    const { user, backend, dialog } = await openEdit(makeRow());
    backend.refuse(
      "update_user",
      problem("invalid-fields", {
        errors: [{ field: "firstName", code: "new-code", message: "Written by a newer service." }],
      }),
    );
    await fill(user, "First name", "Augusta");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(dialog.getByLabelText("First name")).toHaveAccessibleDescription("Written by a newer service."),
    );
    expect(dialog.getByLabelText("First name")).toHaveValue("Augusta");
  });

  it("stays open with all that was typed when too many emails were sent, and says so", async () => {
    const { user, backend, dialog } = await openEdit(makeRow());
    backend.refuse("update_user", problem("mail-quota"));
    await fill(user, "Last name", "King");
    await fill(user, "Communication email", "ada@elsewhere.example");
    await user.click(dialog.getByRole("radio", { name: "Administrator" }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    const refusal = await dialog.findByRole("alert");
    // Where it is in sight however long the form is.
    expect(refusal.closest(".dialog-foot")).toContainElement(dialog.getByRole("button", { name: "Save" }));
    expect(refusal).toHaveTextContent(
      "Too many emails of this kind were sent, so nothing was changed. Try again in a few minutes.",
    );
    expect(dialog.getByLabelText("Last name")).toHaveValue("King");
    expect(dialog.getByLabelText("Communication email")).toHaveValue("ada@elsewhere.example");
    expect(dialog.getByRole("radio", { name: "Administrator" })).toBeChecked();
    backend.answers.delete("update_user");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(backend.callsOf("update_user")).toHaveLength(2);
  });
});

describe("a user whom someone else changed meanwhile", () => {
  it("has both versions shown at once when both changed the same field", async () => {
    const base = { ...makeRow().user };
    const { user, backend, dialog } = await openEdit(makeRow());
    backend.answers.set("update_user", () => {
      const change = makeChange(
        { action: "update", id: base.id, changes: { firstName: "Augusta", lastName: "King" } },
        {
          state: "conflict",
          conflict: {
            fields: ["lastName"],
            base,
            mine: { ...base, firstName: "Augusta", lastName: "King" },
            theirs: { ...base, lastName: "Byron" },
          },
        },
      );
      backend.pending = [change];
      return { kind: "pending", change };
    });
    await fill(user, "First name", "Augusta");
    await fill(user, "Last name", "King");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    const choice = await findDialog("Ada Lovelace was changed in the meantime");
    expect(choice.getByRole("radio", { name: /Byron/ })).not.toBeChecked();
    expect(choice.getByRole("radio", { name: /King/ })).not.toBeChecked();
    expect(screen.queryByRole("dialog", { name: "Edit Ada Lovelace" })).not.toBeInTheDocument();
  });
});
