import { screen, within } from "@testing-library/react";
import type { PendingChange, PendingEdit } from "../lib/types";
import { FakeBackend } from "./fakeBackend";
import { makeRow, makeSync } from "./people";
import { findDialog, open } from "./render";

export const ADA = makeRow();
export const INVITE = {
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
} satisfies PendingEdit;
export const RENAME = { action: "update", id: ADA.user.id, changes: { lastName: "King" } } satisfies PendingEdit;

/** A service out of reach, with these changes waiting for it. */
export function offlineWith(...pending: PendingChange[]): FakeBackend {
  const backend = new FakeBackend();
  backend.reachable = false;
  backend.users.active = [ADA];
  backend.pending = pending;
  backend.sync = makeSync({ state: "offline", pendingChanges: pending.length });
  return backend;
}

/** The panel, with what is said of one change. */
export async function openPanel(backend: FakeBackend, place = "/settings/users") {
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
