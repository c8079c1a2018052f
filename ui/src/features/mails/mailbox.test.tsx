import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FakeBackend, problem } from "../../test/fakeBackend";
import { MAIL_LINK as LINK, makeMails } from "../../test/people";
import { expectAccessible, open } from "../../test/render";

function withMails(size: number): FakeBackend {
  const backend = new FakeBackend();
  backend.mails = makeMails(size);
  return backend;
}

describe("the mailbox", () => {
  it("lists mails, shows the one chosen as text, and opens its link", async () => {
    const backend = withMails(2);
    const { user } = open("/mailbox", backend);
    const list = await screen.findByRole("list", { name: "Emails" });
    expect(within(list).getAllByRole("link")[0]).toHaveTextContent("Invitation 0");
    await expectAccessible();
    await user.click(within(list).getByRole("link", { name: /Invitation 1/ }));
    const mail = await screen.findByRole("article");
    expect(mail).toHaveTextContent(`Hello 1 ${LINK}`);
    expect(mail).not.toHaveTextContent("never shown");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Open link" }));
    expect(backend.callsOf("open_link")).toEqual([{ url: LINK }]);
    await user.click(screen.getByRole("button", { name: "Copy link" }));
    expect(await screen.findByRole("button", { name: "Copied" })).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(LINK);
  });

  it("turns the pages of a long list", async () => {
    const backend = withMails(120);
    const { user } = open("/mailbox", backend);
    await screen.findByText("Invitation 0");
    await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(await screen.findByText("Invitation 50")).toBeVisible();
    expect(backend.callsOf("list_mails").at(-1)).toEqual({ query: { offset: 50, limit: 50 } });
    await expectAccessible();
  });

  it("says what it is for while it is empty", async () => {
    open("/mailbox");
    expect(await screen.findByRole("heading", { name: "No emails yet" })).toBeVisible();
    await expectAccessible();
  });

  it("says when it cannot be read", async () => {
    const backend = new FakeBackend();
    backend.refuse("list_mails", problem("internal-error"));
    open("/mailbox", backend);
    expect(await screen.findByRole("alert")).toHaveTextContent(/went wrong/);
  });

  it("reads again when a mail is written", async () => {
    const backend = new FakeBackend();
    open("/mailbox", backend);
    await screen.findByText("No emails yet");
    backend.mails = withMails(1).mails;
    await backend.tell(["mails"]);
    expect(await screen.findByText("Invitation 0")).toBeVisible();
  });
});
