import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { Profiler } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { UserQuery } from "../../lib/types";
import { FakeBackend } from "../../test/fakeBackend";
import { makeCrowd } from "../../test/people";
import { open } from "../../test/render";
import { VIEWPORT_HEIGHT } from "../../test/setup";
import { ListCopy, ROWS_KEPT } from "./ListCopy";
import { ROW_HEIGHT } from "./useView";

/** What a letter and a step of scrolling may cost, in counts: times differ from computer to computer. */

/** The rows that were drawn, each by its user's id. */
const drawn = vi.hoisted((): string[] => []);

vi.mock("./cells", async (original) => {
  const cells = await original<typeof import("./cells")>();
  return {
    ...cells,
    nameCell: (...[row, ...others]: Parameters<typeof cells.nameCell>) => {
      drawn.push(row.user.id);
      return cells.nameCell(row, ...others);
    },
  };
});

/** How often React has put something on the page. */
let commits = 0;

const IN_VIEW = VIEWPORT_HEIGHT / ROW_HEIGHT;
/** Those in view, with the few before and after them. */
const SCREENFUL = IN_VIEW + 10;

async function openCrowd(size = 100_000): Promise<FakeBackend> {
  const backend = new FakeBackend();
  backend.users.active = makeCrowd("active", size);
  open("/settings/users", backend, (app) => (
    <Profiler id="app" onRender={() => (commits += 1)}>
      {app}
    </Profiler>
  ));
  await screen.findByText("person0@example.com");
  await settled(backend);
  return backend;
}

/** Nothing more is read or drawn. */
async function settled(backend: FakeBackend): Promise<void> {
  for (let last = -1; last !== backend.calls.length + drawn.length; ) {
    last = backend.calls.length + drawn.length;
    await act(() => new Promise((done) => setTimeout(done, 250)));
  }
}

function forget(backend: FakeBackend): void {
  backend.calls.length = 0;
  drawn.length = 0;
  commits = 0;
}

function asked(backend: FakeBackend): UserQuery[] {
  return backend.callsOf("list_users").map(({ query }) => query);
}

function scroller(): HTMLElement {
  const element = screen.getByRole("table").parentElement;
  if (!element) throw new Error("the table does not scroll");
  return element;
}

async function scrollTo(place: number): Promise<void> {
  await act(async () => {
    scroller().scrollTop = place * ROW_HEIGHT;
    fireEvent.scroll(scroller());
  });
}

beforeEach(() => {
  drawn.length = 0;
});

describe("a letter in the search", () => {
  it("reads once, and draws nobody who is there already", async () => {
    const backend = await openCrowd(500);
    const search = screen.getByRole("searchbox", { name: "Search users" });
    for (const typed of ["p", "pe", "per"]) {
      forget(backend);
      fireEvent.change(search, { target: { value: typed } });
      await settled(backend);
      expect(asked(backend).map((query) => query.search)).toEqual([typed]);
      expect(backend.calls.length).toBe(1);
      // Everybody matches.
      expect(drawn).toEqual([]);
      // The letter, the rows.
      expect(commits).toBeLessThanOrEqual(3);
    }
  });

  it("draws whom it finds once, and the newest search wins over an answer that comes later", async () => {
    const backend = await openCrowd(500);
    const search = screen.getByRole("searchbox", { name: "Search users" });
    const answers = new Map<string, () => void>();
    const usual = (status: UserQuery) =>
      backend.users.active.filter(({ user }) => user.loginEmail.includes(status.search));
    backend.answers.set("list_users", ({ query }) => {
      const found = usual(query as UserQuery);
      const { search: wanted, limit } = query as UserQuery;
      const answer = { rows: found.slice(0, limit), total: found.length, creations: [] };
      return new Promise((done) => answers.set(wanted, () => done(answer)));
    });
    forget(backend);
    fireEvent.change(search, { target: { value: "person1" } });
    fireEvent.change(search, { target: { value: "person12" } });
    await waitFor(() => expect([...answers.keys()]).toEqual(["person1", "person12"]));
    // The rows of before are there until those have come.
    expect(screen.getByText("person0@example.com")).toBeVisible();
    await act(async () => answers.get("person12")?.());
    expect(await screen.findByText("person120@example.com")).toBeInTheDocument();
    await act(async () => answers.get("person1")?.());
    await settled(backend);
    expect(screen.queryByText("person1@example.com")).not.toBeInTheDocument();
    expect(screen.getByText("person12@example.com")).toBeInTheDocument();
    expect(drawn.length).toBe(new Set(drawn).size);
  });
});

describe("a step of scrolling", () => {
  it("by a few rows draws those alone, and reads now and then", async () => {
    const backend = await openCrowd();
    forget(backend);
    for (let place = 3; place <= 300; place += 3) {
      commits = 0;
      drawn.length = 0;
      await scrollTo(place);
      expect(drawn.length).toBeLessThanOrEqual(2 * 3);
      expect(commits).toBeLessThanOrEqual(2);
    }
    await settled(backend);
    expect(screen.getByText("person300@example.com")).toBeInTheDocument();
    // 300 rows, of which each command reads some 40.
    expect(asked(backend).length).toBeLessThanOrEqual(10);
  });

  it("by a leap reads once, and draws each row once", async () => {
    const backend = await openCrowd();
    for (const place of [50_000, 90_000, 20_000]) {
      forget(backend);
      await scrollTo(place);
      await settled(backend);
      expect(screen.getByText(`person${place}@example.com`)).toBeInTheDocument();
      expect(asked(backend).map(({ offset, limit }) => [offset, limit])).toEqual([[place - 8, 26]]);
      expect(asked(backend)[0]?.limit).toBeLessThanOrEqual(IN_VIEW + 20);
      expect(drawn.length).toBe(new Set(drawn).size);
      expect(drawn.length).toBeLessThanOrEqual(SCREENFUL);
      // Where it is now, the rows, what lies around them.
      expect(commits).toBeLessThanOrEqual(3);
    }
  });

  it("never shows somebody at a place that is not theirs", async () => {
    const backend = await openCrowd(5_000);
    for (const place of [2_000, 2_003, 100, 4_990, 4_000, 0]) {
      await scrollTo(place);
      for (const row of screen.getAllByRole("row").slice(1)) {
        const number = Number(row.getAttribute("aria-rowindex")) - 2;
        expect(row).toHaveAttribute("data-subject", `active-${number}`);
        expect(row).toHaveTextContent(`person${number}@example.com`);
      }
    }
    await settled(backend);
  });
});

describe("a row", () => {
  it("is made of few elements", async () => {
    await openCrowd(500);
    const rows = screen.getAllByRole("row").slice(1);
    const elements = rows.reduce((sum, row) => sum + row.querySelectorAll("*").length, 0);
    expect(rows.length).toBeLessThanOrEqual(SCREENFUL);
    expect(elements / rows.length).toBeLessThanOrEqual(20);
  });
});

describe("what is kept of a list", () => {
  it("is bounded, however much of it was in view", async () => {
    const backend = new FakeBackend().install();
    backend.users.active = makeCrowd("active", 20_000);
    const list = { status: "active", search: "", sort: "lastName", descending: false } as const;
    const copy = await ListCopy.read(list, [{ from: 0, to: 30 }]);
    for (let from = 0; from < 20_000; from += 50) {
      const stretch = { from, to: from + 30 };
      copy.need([stretch], stretch, { from, to: from + 50 });
      await vi.waitFor(() => expect(copy.rowAt(from + 29)?.user.id).toBe(`active-${from + 29}`));
    }
    const kept = Array.from({ length: 20_000 }, (_, place) => copy.rowAt(place)).filter(Boolean);
    expect(kept.length).toBeLessThanOrEqual(ROWS_KEPT);
    expect(copy.rowAt(19_960)).toBeDefined();
  });
});
