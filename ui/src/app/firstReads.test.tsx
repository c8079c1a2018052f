import { render, screen } from "@testing-library/react";
import { createMemoryRouter } from "react-router";
import { describe, expect, it } from "vitest";
import { FakeBackend } from "../test/fakeBackend";
import { makeCrowd } from "../test/people";
import { App } from "./App";
import { readFirst } from "./firstReads";
import { createQueryClient } from "./queryClient";
import { routes } from "./routes";

const PLACE = {
  path: "/settings/users/pending",
  list: "pending",
  search: " person1 ",
  sorting: {
    active: { sort: "lastName", descending: false },
    pending: { sort: "loginEmail", descending: true },
    removed: { sort: "lastName", descending: false },
  },
};

function left(backend: FakeBackend, place: object): void {
  localStorage.setItem(`roster-place-${backend.status.session?.me.id}`, JSON.stringify(place));
}

function crowd(): FakeBackend {
  const backend = new FakeBackend();
  backend.users = { active: makeCrowd("active", 300), pending: makeCrowd("pending", 30), removed: [] };
  return backend.install();
}

describe("what the first screen shows", () => {
  it("is read by three commands before it is drawn, and drawn with its rows at once", async () => {
    const backend = crowd();
    left(backend, PLACE);
    const queryClient = createQueryClient();
    await readFirst(queryClient);
    expect(backend.calls.map(({ command }) => command)).toEqual(["get_status", "count_users", "list_users"]);
    const [query] = backend.callsOf("list_users");
    expect(query).toEqual({
      query: { status: "pending", search: "person1", sort: "loginEmail", descending: true, offset: 0, limit: 18 },
    });
    const createRouter = (place: string | null) => createMemoryRouter(routes, { initialEntries: [place ?? "/"] });
    render(<App queryClient={queryClient} createRouter={createRouter} env="test" />);
    // Without waiting for anything.
    expect(screen.getByText("person1@example.com")).toBeInTheDocument();
    expect(screen.queryByRole("status", { name: "Starting…" })).toBeNull();
  });

  it("is where one is to sign in, when nobody is", async () => {
    const backend = crowd();
    backend.status = { ...backend.status, stage: "signIn", session: null };
    await readFirst(createQueryClient());
    expect(backend.calls.map(({ command }) => command)).toEqual(["get_status"]);
  });

  it("is no list that one may not see any more", async () => {
    const backend = crowd();
    left(backend, PLACE);
    if (backend.status.session) backend.status.session.me.role = "user";
    await readFirst(createQueryClient());
    expect(backend.callsOf("list_users")).toEqual([]);
  });

  it("is not waited for when it does not come", async () => {
    const backend = crowd();
    backend.answers.set("get_status", () => new Promise(() => undefined));
    await readFirst(createQueryClient());
    backend.refuse("get_status", { problem: "internal", detail: "no" } as never);
    await readFirst(createQueryClient());
  });
});
