import { render, screen, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import axe from "axe-core";
import type { ReactNode } from "react";
import { createMemoryRouter } from "react-router";
import { expect } from "vitest";
import { App } from "../app/App";
import { createQueryClient } from "../app/queryClient";
import { routes } from "../app/routes";
import { FakeBackend } from "./fakeBackend";

/** Opens the window at a place, over a fake Rust side; within something that watches it, if need be. */
export function open(place = "/", backend = new FakeBackend(), within = (app: ReactNode) => app) {
  backend.install();
  const user = userEvent.setup({ delay: null });
  const createRouter = (left: string | null) => createMemoryRouter(routes, { initialEntries: [left ?? place] });
  const view = render(within(<App queryClient={createQueryClient()} createRouter={createRouter} env="test" />));
  return { user, backend, ...view };
}

/** Puts a text into the field of that label, in the place of what was there. */
export async function fill(user: UserEvent, label: string, text: string, within = screen): Promise<void> {
  const field = await within.findByLabelText(label);
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
}

/** The dialog of that name, and what is in it. */
export async function findDialog(name: string | RegExp) {
  const dialog = await screen.findByRole("dialog", { name });
  return { dialog, ...within(dialog) };
}

/** No violation of the rules that can be judged without a layout; contrasts are looked at in a browser. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document, { rules: { "color-contrast": { enabled: false } } });
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join("; ")}`);
  expect(told).toEqual([]);
}
