import { act, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Text } from "../lib/text";
import { FakeBackend, statusOf } from "../test/fakeBackend";
import { makeSession } from "../test/people";
import { open } from "../test/render";
import { notifyDone, notifyProblem, notifySaved } from "./notify";

const t: Text = Object.assign((id: string) => id, { label: (id: string) => id, language: "en" as const });

it("shows five at most, the oldest giving way first, and problems last", async () => {
  const backend = new FakeBackend();
  backend.status = statusOf("signedIn", { session: makeSession({}) });
  open("/", backend);
  await screen.findByRole("navigation", { name: "Main" });
  act(() => {
    notifyProblem(new Error("no"), t);
    notifyDone({ message: "One" }, t);
    notifySaved({ message: "Two" }, t);
    for (const message of ["Three", "Four", "Five"]) notifyDone({ message }, t);
  });
  expect(await screen.findByText("Five")).toBeInTheDocument();
  expect(screen.getByText("Two")).toBeInTheDocument();
  expect(screen.getAllByRole("alert")).toHaveLength(5);
  expect(screen.queryByText("One")).not.toBeInTheDocument();
  expect(screen.getByText("not-done")).toBeInTheDocument();
});
