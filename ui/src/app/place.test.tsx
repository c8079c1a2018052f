import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeBackend } from "../test/fakeBackend";
import { makeCrowd, makeMails } from "../test/people";
import { fill, open } from "../test/render";

function crowd(): FakeBackend {
  const backend = new FakeBackend();
  backend.users = { active: makeCrowd("active", 2_000), pending: makeCrowd("pending", 30), removed: [] };
  return backend;
}

const lastQuery = (backend: FakeBackend) => backend.callsOf("list_users").at(-1)?.query;

describe("the place", () => {
  it("is kept over going elsewhere and coming back", async () => {
    const backend = crowd();
    const { user } = open("/settings/users", backend);
    await user.click(await screen.findByRole("tab", { name: /^Pending Invitations/ }));
    await user.click(await screen.findByRole("button", { name: "Name" }));
    await fill(user, "Search users", "martin");
    await screen.findByText("3 people found");
    await user.click(screen.getByRole("link", { name: "Clients" }));
    await screen.findByRole("heading", { level: 1, name: "Clients" });
    await user.click(screen.getByRole("link", { name: "Settings" }));
    expect(await screen.findByRole("tab", { name: /^Pending Invitations/ })).toHaveAttribute("aria-selected", "true");
    expect(screen.getByRole("searchbox", { name: "Search users" })).toHaveValue("martin");
    expect(lastQuery(backend)).toMatchObject({ status: "pending", search: "martin", sort: "lastName" });
    await user.click(screen.getByRole("tab", { name: "Audit log" }));
    await user.click(screen.getByRole("link", { name: "Clients" }));
    await user.click(screen.getByRole("link", { name: "Settings" }));
    expect(await screen.findByRole("tab", { name: "Audit log" })).toHaveAttribute("aria-selected", "true");
  });

  it("in the audit log is kept: what narrows it down, over a restart, too", async () => {
    const first = open("/settings/audit");
    await fill(first.user, "Search the log", "hopper");
    await first.user.click(screen.getByRole("link", { name: "Clients" }));
    await first.user.click(screen.getByRole("link", { name: "Settings" }));
    expect(await screen.findByLabelText("Search the log")).toHaveValue("hopper");
    first.unmount();
    const { backend } = open("/");
    expect(await screen.findByLabelText("Search the log")).toHaveValue("hopper");
    expect(backend.callsOf("list_audit_events").map(({ query }) => query.filter.search)).toEqual(["hopper"]);
  });

  it("in the mailbox is kept, as far as there are as many emails", async () => {
    const backend = new FakeBackend();
    backend.mails = makeMails(120);
    const { user } = open("/mailbox", backend);
    await user.click(await screen.findByRole("button", { name: "Next page" }));
    await screen.findByText("Invitation 50");
    await user.click(screen.getByRole("link", { name: "Clients" }));
    await user.click(screen.getByRole("link", { name: "Mailbox" }));
    expect(await screen.findByText("Invitation 50")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Clients" }));
    backend.mails = makeMails(30);
    await backend.tell(["mails"]);
    await user.click(screen.getByRole("link", { name: "Mailbox" }));
    expect(await screen.findByText("Invitation 29")).toBeVisible();
  });

  it("in the mailbox is at the email that was open, as long as it is there", async () => {
    const backend = new FakeBackend();
    backend.mails = makeMails(3);
    const { user } = open("/mailbox", backend);
    await user.click(await screen.findByRole("link", { name: /Invitation 1/ }));
    await screen.findByRole("article");
    await user.click(screen.getByRole("link", { name: "Clients" }));
    await user.click(screen.getByRole("link", { name: "Mailbox" }));
    expect(await screen.findByRole("article")).toHaveTextContent("Invitation 1");
    await user.click(screen.getByRole("link", { name: "Clients" }));
    backend.mails = makeMails(1);
    await backend.tell(["mails"]);
    await user.click(screen.getByRole("link", { name: "Mailbox" }));
    expect(await screen.findByText("Select an email to read it")).toBeVisible();
  });

  it("is kept over a restart, until one signs out", async () => {
    const first = open("/settings/users/pending", crowd());
    await fill(first.user, "Search users", "martin");
    await screen.findByText("3 people found");
    first.unmount();
    const again = open("/", crowd());
    expect(await screen.findByRole("searchbox", { name: "Search users" })).toHaveValue("martin");
    expect(screen.getByRole("tab", { name: /^Pending Invitations/ })).toHaveAttribute("aria-selected", "true");
    await again.user.click(screen.getByRole("button", { name: "Profile" }));
    await again.user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    await screen.findByRole("button", { name: "Sign in" });
    again.unmount();
    expect(JSON.stringify({ ...localStorage })).not.toContain("martin");
  });

  it("in a list is as far down as it was", async () => {
    const { user } = open("/settings/users", crowd());
    await screen.findByText("person0@example.com");
    const scroller = screen.getByRole("table").parentElement as HTMLElement;
    act(() => {
      scroller.scrollTop = 1_000 * 52;
      fireEvent.scroll(scroller);
    });
    await screen.findByText("person1000@example.com");
    await user.click(screen.getByRole("link", { name: "Clients" }));
    await user.click(screen.getByRole("link", { name: "Settings" }));
    await waitFor(() => expect(screen.getByRole("table").parentElement?.scrollTop).toBe(1_000 * 52));
    expect(await screen.findByText("person1000@example.com")).toBeInTheDocument();
  });

  it("that cannot be read is the first", async () => {
    localStorage.setItem(
      "roster-place-id-grace@example.com",
      '{"path": 3, "sorting": {"active": null}, "list": "nobody"}',
    );
    open("/settings/users", crowd());
    expect(await screen.findByRole("tab", { name: /^Active Users/ })).toHaveAttribute("aria-selected", "true");
  });
});
