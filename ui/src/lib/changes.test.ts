import { describe, expect, it } from "vitest";
import { type EditValues, withoutUnseen } from "../features/users/edit";
import { makeRow } from "../test/people";
import { changedFields, same } from "./changes";

const BASE: EditValues = {
  firstName: "Ada",
  lastName: "Lovelace",
  loginEmail: "ada@example.com",
  communicationEmail: "ada@example.com",
  language: "en",
  role: "user",
  permissions: [],
};

describe("what was changed", () => {
  it("is only what differs, lists being compared by what is in them", () => {
    expect(changedFields(BASE, { ...BASE, permissions: [] })).toEqual({});
    expect(changedFields(BASE, { ...BASE, lastName: "King" })).toEqual({ lastName: "King" });
    expect(same(["billingManager"], [])).toBe(false);
  });

  it("never contains the login email, nor a permission that cannot be seen", () => {
    const changes = { ...BASE, permissions: ["billingManager" as const] };
    expect(withoutUnseen(changes, makeRow())).not.toHaveProperty("loginEmail");
    expect(withoutUnseen(changes, makeRow())).toHaveProperty("permissions", ["billingManager"]);
    expect(withoutUnseen(changes, makeRow({ actions: { permissionsVisible: false } }))).not.toHaveProperty(
      "permissions",
    );
  });
});
