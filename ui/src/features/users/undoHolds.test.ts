import { describe, expect, it } from "vitest";
import type { PendingEdit } from "../../lib/types";
import { FakeBackend } from "../../test/fakeBackend";
import { makeChange, makeRow } from "../../test/people";
import { couldBeRepeated, isStillUninvited } from "./undoHolds";

const invitation: PendingEdit = {
  action: "create",
  user: {
    firstName: "Ada",
    lastName: "Lovelace",
    loginEmail: "ada@example.com",
    communicationEmail: "ada@example.com",
    language: "en",
    role: "user",
    permissions: [],
  },
};

describe("an invitation that was deleted or withdrawn can be made again", () => {
  const deleted = makeRow({ status: "pending" });
  const withdrawn = makeChange(invitation);
  const both = async () => [await isStillUninvited(deleted), await couldBeRepeated(withdrawn, null)];

  it("while its login email is nobody's", async () => {
    new FakeBackend().install();
    expect(await both()).toEqual([true, true]);
  });

  it.each(["active", "pending", "removed"] as const)(
    "not once somebody who is %s has it, however written",
    async (status) => {
      const backend = new FakeBackend().install();
      backend.users[status] = [makeRow({ id: "another", status, loginEmail: "ADA@example.com" })];
      expect(await both()).toEqual([false, false]);
    },
  );

  it("not once another invitation to it waits to be sent", async () => {
    const backend = new FakeBackend().install();
    backend.pending = [makeChange(invitation)];
    expect(await both()).toEqual([false, false]);
  });
});
