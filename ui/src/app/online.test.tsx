import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { FakeBackend, problem } from "../test/fakeBackend";
import { open } from "../test/render";

function seen(state: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  fireEvent(document, new Event("visibilitychange"));
}

it("tells the Rust side when the network is back and when the window is seen again, and not when it is left", async () => {
  const { backend } = open("/");
  await screen.findByRole("navigation", { name: "Main" });
  seen("hidden");
  expect(backend.callsOf("notify_online")).toHaveLength(0);
  seen("visible");
  await waitFor(() => expect(backend.callsOf("notify_online")).toHaveLength(1));
  fireEvent(window, new Event("online"));
  await waitFor(() => expect(backend.callsOf("notify_online")).toHaveLength(2));
});

it("makes nothing of it when that cannot be told", async () => {
  const backend = new FakeBackend();
  backend.refuse("notify_online", problem("internal-error"));
  open("/", backend);
  await screen.findByRole("navigation", { name: "Main" });
  fireEvent(window, new Event("online"));
  await waitFor(() => expect(backend.callsOf("notify_online")).toHaveLength(1));
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});
