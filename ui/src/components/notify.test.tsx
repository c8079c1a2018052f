import { act, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Text } from "../lib/text";
import { FakeBackend, statusOf } from "../test/fakeBackend";
import { makeSession } from "../test/people";
import { open } from "../test/render";
import { notifyDone, notifyProblem, notifySaved } from "./notify";

const t: Text = Object.assign((id: string) => id, { label: (id: string) => id, language: "en" as const });

it("shows what has just happened beside the last one before, and keeps problems", async () => {
  const backend = new FakeBackend();
  backend.status = statusOf("signedIn", { session: makeSession({}) });
  open("/", backend);
  await screen.findByRole("navigation", { name: "Main" });
  act(() => {
    notifyProblem(new Error("no"), t);
    notifyDone({ message: "One" }, t);
    notifySaved({ message: "Two" }, t);
    notifyDone({ message: "Three" }, t);
  });
  expect(await screen.findByText("Three")).toBeInTheDocument();
  expect(screen.getByText("Two")).toBeInTheDocument();
  expect(screen.queryByText("One")).not.toBeInTheDocument();
  expect(screen.getByText("not-done")).toBeInTheDocument();
});
