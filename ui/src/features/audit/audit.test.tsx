import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../lib/types";
import { FakeBackend, offline, statusOf } from "../../test/fakeBackend";
import { makeSession } from "../../test/people";
import { expectAccessible, fill, findDialog, open } from "../../test/render";

const GRACE = { id: "grace", name: "Grace Hopper" };
const ADA = { id: "ada", name: "Ada Lovelace" };

function makeEvent(seq: number, over: Partial<AuditEntry> = {}): AuditEntry {
  return {
    seq,
    at: new Date(Date.UTC(2026, 10, 1, 0, seq)).toISOString(),
    actor: GRACE,
    action: "user.updated",
    target: ADA,
    changes: [],
    origin: "10.0.0.7",
    ...over,
  };
}

/** A log of that many events, the newest first, a failure to sign in on top. */
function withLog(size: number): FakeBackend {
  const backend = new FakeBackend();
  backend.auditEvents = Array.from({ length: size }, (_, index) => makeEvent(size - index));
  backend.auditEvents[0] = makeEvent(size, { action: "session.refused", actor: null });
  return backend;
}

const table = () => screen.findByRole("table", { name: "Audit log" });
const lastQuery = (backend: FakeBackend) => backend.callsOf("list_audit_events").at(-1).query;

describe("the audit log", () => {
  it("is a tab of the settings, the newest event first", async () => {
    const { user } = open("/settings/account", withLog(3));
    await user.click(await screen.findByRole("tab", { name: "Audit log" }));
    const rows = within(await table()).getAllByRole("row");
    expect(rows).toHaveLength(4);
    expect(rows[1]).toHaveTextContent(/Failed to sign in.*Ada Lovelace.*Not signed in.*10\.0\.0\.7/);
    expect(rows[2]).toHaveTextContent(/Changed a user.*Ada Lovelace.*Grace Hopper/);
    expect(document.title).toBe("Audit log · Roster");
    await expectAccessible();
  });

  it("draws only what is in view, and reads older events when they come near", async () => {
    const backend = withLog(1_000);
    open("/settings/audit", backend);
    await within(await table()).findByText("Failed to sign in");
    expect(within(await table()).getAllByRole("row").length).toBeLessThan(40);
    expect(backend.callsOf("list_audit_events")).toHaveLength(1);
    const scroller = (await table()).parentElement as HTMLElement;
    act(() => {
      scroller.scrollTop = 90 * 44;
      scroller.dispatchEvent(new Event("scroll"));
    });
    await waitFor(() => expect(lastQuery(backend)).toMatchObject({ before: 901, limit: 100 }));
  });

  it("shows what an event changed, and then only events of one person", async () => {
    const backend = withLog(2);
    backend.auditEvents[1] = makeEvent(1, {
      changes: [
        { field: "role", before: ["user"], after: ["administrator"] },
        { field: "permissions", before: [], after: ["billingManager"] },
        { field: "createdAt", before: ["2026-11-20T12:00:00Z"], after: [] },
        { field: "delivery", before: ["queued"], after: ["sent"] },
        { field: "shoeSize", before: ["41"], after: ["42"] },
      ],
    });
    const { user } = open("/settings/audit", backend);
    await user.click(await screen.findByRole("button", { name: /^Changed a user, .*: details$/ }));
    const dialog = await findDialog("Changed a user");
    const changes = within(dialog.getByRole("table", { name: "Changes" })).getAllByRole("row");
    expect(changes.map((row) => row.textContent)).toEqual([
      "FieldBeforeAfter",
      "RoleUserAdministrator",
      "Additional permissionsNoneBilling Manager",
      expect.stringMatching(/^Signed inNov 20, 2026, .*None$/),
      "DeliveryQueuedSent",
      "shoeSize4142",
    ]);
    expect(dialog.dialog).toHaveTextContent(/When.*\d:\d\d:\d\d.[AP]M/);
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Done by Grace Hopper" }));
    await waitFor(() => expect(lastQuery(backend).filter).toMatchObject({ actor: "grace", target: null }));
    await waitFor(async () => expect(within(await table()).queryByText("Failed to sign in")).not.toBeInTheDocument());
    await user.click(screen.getAllByRole("button", { name: "Show all events" })[0] as HTMLElement);
    expect(await within(await table()).findByText("Failed to sign in")).toBeVisible();
  });

  it("is searched by words, action and days", async () => {
    const backend = withLog(3);
    const { user } = open("/settings/audit", backend);
    await table();
    await fill(user, "Search the log", "  zoë ");
    await waitFor(() => expect(lastQuery(backend).filter).toMatchObject({ search: "zoë", action: null }));
    expect(await screen.findByRole("heading", { name: "No events" })).toBeVisible();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Show all events" }));
    await user.click(screen.getByRole("combobox", { name: "Action" }));
    await user.click(await screen.findByRole("option", { name: "Failed to sign in" }));
    await fill(user, "From", "2026-11-01");
    await fill(user, "To", "2026-11-02");
    const from = new Date(2026, 10, 1).toISOString();
    const to = new Date(2026, 10, 3).toISOString();
    await waitFor(() =>
      expect(lastQuery(backend).filter).toEqual({
        search: "",
        action: "session.refused",
        actor: null,
        target: null,
        from,
        to,
      }),
    );
  });

  it("is exported as it is looked for, and says where to", async () => {
    const backend = withLog(3);
    const { user } = open("/settings/audit", backend);
    await fill(user, "Search the log", "Ada");
    await waitFor(() => expect(lastQuery(backend).filter).toMatchObject({ search: "Ada" }));
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: "CSV, for spreadsheets" }));
    expect(await screen.findByText("Saved to /home/grace/Downloads/Roster audit log 2026-11-25.csv")).toBeVisible();
    expect(backend.callsOf("export_audit_log")[0]).toMatchObject({ filter: { search: "Ada" }, format: "csv" });
    backend.refuse("export_audit_log", offline());
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("menuitem", { name: "JSON, one event per line" }));
    expect(await screen.findByText(/can’t reach the server/)).toBeVisible();
  });

  it("says when it cannot be read, and reads it again", async () => {
    const backend = withLog(1);
    backend.refuse("list_audit_events", offline());
    const { user } = open("/settings/audit", backend);
    expect(await screen.findByRole("alert")).toHaveTextContent(/can’t reach the server/);
    backend.answers.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await within(await table()).findByText("Failed to sign in")).toBeVisible();
  });
});

describe("a history that was rewritten", () => {
  it("is told on every screen, until it is taken as it is", async () => {
    const backend = new FakeBackend();
    backend.auditHistory = "rewritten";
    const { user } = open("/clients", backend);
    expect(await screen.findByRole("alert")).toHaveTextContent("The audit log was rewritten");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Accept the log as it is" }));
    const dialog = await findDialog("Accept the audit log as it is now?");
    await user.click(dialog.getByRole("button", { name: "Accept the log as it is" }));
    await waitFor(() => expect(screen.queryByRole("alert")).not.toBeInTheDocument());
    expect(backend.callsOf("accept_audit_history")).toHaveLength(1);
  });

  it("is told apart from one that was cut off", async () => {
    const backend = new FakeBackend();
    backend.auditHistory = "shortened";
    open("/clients", backend);
    expect(await screen.findByRole("alert")).toHaveTextContent("Part of the audit log is missing");
  });

  it("is not looked for by one who is no administrator", async () => {
    const backend = new FakeBackend();
    backend.status = statusOf("signedIn", { session: makeSession({ role: "user" }) });
    open("/clients", backend);
    await screen.findByRole("navigation", { name: "Main" });
    expect(backend.callsOf("check_audit_history")).toEqual([]);
  });
});
