import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FakeBackend, makePolicy, problem, statusOf } from "../../test/fakeBackend";
import { expectAccessible, fill, open } from "../../test/render";

function at(stage: "firstStart" | "createAccount" | "signIn", over = {}) {
  const backend = new FakeBackend();
  backend.status = statusOf(stage, over);
  return open("/", backend);
}

describe("the first start", () => {
  it("offers this computer or a server, each explained", async () => {
    at("firstStart");
    const heading = await screen.findByRole("heading", { level: 1, name: "Welcome to Roster" });
    expect(heading).toBeVisible();
    expect(heading).toHaveFocus();
    expect(screen.getByRole("button", { name: "Use on this computer" })).toHaveAccessibleDescription(/stay here/);
    expect(screen.getByRole("button", { name: "Connect to a server" })).toHaveAccessibleDescription(/its address/);
    await expectAccessible();
  });

  it("leads from this computer to the account's form, and back", async () => {
    const { user, backend } = at("firstStart");
    await user.click(await screen.findByRole("button", { name: "Use on this computer" }));
    expect(await screen.findByRole("heading", { name: "Create your account" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(await screen.findByRole("button", { name: "Use on this computer" })).toBeVisible();
    expect(backend.callsOf("leave_server")).toHaveLength(1);
  });

  it("says at the address what is wrong with it", async () => {
    const { user, backend } = at("firstStart");
    backend.refuse("connect_to_server", {
      ...problem("internal-error"),
      kind: "desktop",
      code: null,
      desktopCode: "insecureAddress",
    });
    await user.click(await screen.findByRole("button", { name: "Connect to a server" }));
    await fill(user, "Server address", "http://roster.example.com");
    await user.click(screen.getByRole("button", { name: "Connect" }));
    await waitFor(() => expect(screen.getByLabelText("Server address")).toHaveAccessibleDescription(/https:\/\//));
    expect(screen.getByLabelText("Server address")).toHaveValue("http://roster.example.com");
    await expectAccessible();
  });

  it("opens the connection with the address of a link", async () => {
    const { backend } = at("firstStart");
    await screen.findByRole("button", { name: "Connect to a server" });
    await backend.openLink({ loginEmail: "ada@example.com", serverUrl: "https://roster.example.com" });
    expect(await screen.findByLabelText("Server address")).toHaveValue("https://roster.example.com");
  });
});

describe("what the organization has set", () => {
  const SERVER = "https://roster.example.com";

  it("is the only server there is to connect to, and nothing can be kept here", async () => {
    const policy = makePolicy({ server: SERVER, offersThisComputer: false });
    const { user, backend } = at("firstStart", { policy });
    const address = await screen.findByLabelText("Server address");
    expect(address).toHaveValue(SERVER);
    expect(address).toHaveAttribute("readonly");
    expect(address).toHaveAccessibleDescription("Your organization has set this address.");
    expect(screen.queryByRole("button", { name: "Use on this computer" })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Back" })).not.toBeInTheDocument();
    await expectAccessible();
    // A link that somebody sent has no say.
    await backend.openLink({ loginEmail: "ada@example.com", serverUrl: "https://evil.example" });
    expect(screen.getByLabelText("Server address")).toHaveValue(SERVER);
    await user.click(screen.getByRole("button", { name: "Connect" }));
    await waitFor(() => expect(backend.callsOf("connect_to_server")).toEqual([{ address: SERVER }]));
  });

  it("leaves this computer to choose where only the server is set", async () => {
    const { user } = at("firstStart", { policy: makePolicy({ server: SERVER }) });
    expect(await screen.findByRole("button", { name: "Use on this computer" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Connect to a server" }));
    expect(screen.getByLabelText("Server address")).toHaveAttribute("readonly");
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(await screen.findByRole("button", { name: "Use on this computer" })).toBeVisible();
  });

  it("leaves the address to type where only this computer is off", async () => {
    at("firstStart", { policy: makePolicy({ offersThisComputer: false }) });
    expect(await screen.findByLabelText("Server address")).not.toHaveAttribute("readonly");
  });

  it("opens nothing while it cannot be understood, and says what to show to whom", async () => {
    const wrong = '/etc/roster/policy.toml: "server" cannot be used.';
    const policy = makePolicy({ serverUnclear: true, offersThisComputer: false, problems: [wrong] });
    const { backend } = at("firstStart", { policy });
    expect(await screen.findByRole("alert")).toHaveTextContent(/Show this to your administrator/);
    expect(screen.getByText(wrong)).toBeVisible();
    expect(screen.getByRole("button", { name: "Connect to a server" })).toBeDisabled();
    await backend.openLink({ loginEmail: "ada@example.com", serverUrl: SERVER });
    expect(screen.queryByLabelText("Server address")).not.toBeInTheDocument();
    await expectAccessible();
  });

  it("is said where one signs in, which leads to no other server", async () => {
    const policy = makePolicy({ server: SERVER, offersThisComputer: false });
    at("signIn", { mode: "server", serverUrl: SERVER, policy });
    expect(await screen.findByText(`To ${SERVER}, the server your organization has set.`)).toBeVisible();
    expect(screen.getByLabelText("Password")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Use another server" })).not.toBeInTheDocument();
  });

  it("asks for no password at a server that it does not allow, and leads to the one it does", async () => {
    const policy = makePolicy({ server: SERVER, offersThisComputer: false, noSignInHere: true });
    const { user } = at("signIn", { mode: "server", serverUrl: "https://old.example.com", policy });
    expect(await screen.findByText(/allows signing in at https:\/\/roster.example.com only/)).toBeVisible();
    expect(screen.queryByLabelText("Password")).not.toBeInTheDocument();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Use another server" }));
    expect(await screen.findByRole("button", { name: "Connect to a server" })).toBeVisible();
  });

  it("decides the language, whatever was chosen here before", async () => {
    localStorage.setItem("roster-language", "en");
    at("firstStart", { policy: makePolicy({ language: "fr" }) });
    expect(await screen.findByRole("button", { name: "Utiliser sur cet ordinateur" })).toBeVisible();
    expect(screen.getByText(/Langue\s: Français, fixée par votre organisation/)).toBeVisible();
    expect(screen.queryByLabelText("Langue")).not.toBeInTheDocument();
    await expectAccessible();
  });
});

describe("the account's form", () => {
  it("sends what was typed, the communication email following the login email until it is touched", async () => {
    const { user, backend } = at("createAccount");
    await fill(user, "Account name", "Analytical Engines");
    await fill(user, "First name", "Grace");
    await fill(user, "Last name", "Hopper");
    await fill(user, "Login email", "grace@example.com");
    expect(screen.getByLabelText("Communication email")).toHaveValue("grace@example.com");
    await user.selectOptions(screen.getByLabelText("Preferred language"), "fr");
    await fill(user, "Password", "four unrelated words");
    await user.click(screen.getByRole("button", { name: "Create account" }));
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
    expect(backend.callsOf("create_account")).toEqual([
      {
        account: {
          accountName: "Analytical Engines",
          firstName: "Grace",
          lastName: "Hopper",
          loginEmail: "grace@example.com",
          communicationEmail: "grace@example.com",
          language: "fr",
          password: "four unrelated words",
        },
      },
    ]);
  });

  it("begins with the computer's language where people can be spoken to in it", async () => {
    const languages = vi.spyOn(navigator, "languages", "get");
    for (const [computer, expected] of [
      [["de-CH", "fr"], "de"],
      [["pt-PT"], "pt-BR"],
      [["ar-EG"], "ar"],
      [["hu", "es-MX"], "es"],
      [["ja"], "en"],
    ] as const) {
      languages.mockReturnValue(computer);
      const { unmount } = at("createAccount");
      expect(await screen.findByLabelText(/Preferred language|Langue préférée/)).toHaveValue(expected);
      unmount();
    }
    languages.mockRestore();
  });

  it("takes the address out of what was pasted around it", async () => {
    const { user, backend } = at("createAccount");
    backend.answers.set("read_address", ({ text }) => String(text).replace(/.*<(.*)>/, "$1"));
    await fill(user, "Login email", "Max <max@example.com>");
    await user.tab();
    await waitFor(() => expect(screen.getByLabelText("Login email")).toHaveValue("max@example.com"));
    expect(screen.getByLabelText("Communication email")).toHaveValue("max@example.com");
  });

  it("sends nothing that is empty, and moves to the first empty field", async () => {
    const { user, backend } = at("createAccount");
    await fill(user, "Account name", "Analytical Engines");
    await user.click(screen.getByRole("button", { name: "Create account" }));
    await waitFor(() => expect(screen.getByLabelText("First name")).toHaveFocus());
    expect(screen.getByLabelText("First name")).toHaveAccessibleDescription("Fill in this field.");
    expect(backend.callsOf("create_account")).toEqual([]);
    await expectAccessible();
  });

  it("says the rules of a password beforehand and what is wrong with one beside it, keeping all that was typed", async () => {
    const { user, backend } = at("createAccount");
    backend.refuse(
      "create_account",
      problem("invalid-fields", { errors: [{ field: "password", code: "too-common", message: "Too common." }] }),
    );
    const password = await screen.findByLabelText("Password");
    expect(password).toHaveAccessibleDescription(/15 characters or more/);
    for (const field of ["Account name", "First name", "Last name", "Login email"]) {
      await fill(user, field, "x@example.com");
    }
    await fill(user, "Password", "passwordpassword");
    await user.click(screen.getByRole("button", { name: "Create account" }));
    await waitFor(() => expect(password).toHaveAccessibleDescription(/easy to guess/));
    expect(password).toHaveValue("passwordpassword");
    expect(screen.getByLabelText("Account name")).toHaveValue("x@example.com");
  });
});

describe("signing in", () => {
  it("suggests who signed in last, and signs in", async () => {
    const { user, backend } = at("signIn");
    expect(await screen.findByLabelText("Login email")).toHaveValue("grace@example.com");
    await fill(user, "Password", "four unrelated words");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
    expect(backend.callsOf("sign_in")).toEqual([
      { credentials: { loginEmail: "grace@example.com", password: "four unrelated words" } },
    ]);
  });

  it("begins at what is still to be typed, within a form that is called as the screen is", async () => {
    const { backend } = at("signIn", { lastLoginEmail: null });
    expect(await screen.findByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    expect(screen.getByLabelText("Login email")).toHaveFocus();
    // Whom the focus leads past the heading hears it as the name of where they are.
    expect(screen.getByRole("form", { name: "Sign in" })).toContainElement(screen.getByLabelText("Login email"));
    await backend.openLink({ loginEmail: "ada@example.com", serverUrl: "http://127.0.0.1" });
    await waitFor(() => expect(screen.getByLabelText("Password")).toHaveFocus());
    expect(screen.getByLabelText("Login email")).toHaveValue("ada@example.com");
  });

  it("begins at the password where it is known who signed in last", async () => {
    const { user, backend } = at("signIn");
    expect(await screen.findByLabelText("Password")).toHaveFocus();
    await user.keyboard("four unrelated words{Enter}");
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
    expect(backend.callsOf("sign_in")).toHaveLength(1);
  });

  it("shows the password's characters when asked, by a switch that is not called Password", async () => {
    const { user } = at("signIn");
    const password = await screen.findByLabelText("Password");
    expect(password).toHaveAttribute("type", "password");
    await user.click(screen.getByRole("button", { name: "Show password" }));
    expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
  });

  it("says the same of a wrong login and a wrong password, and keeps the login", async () => {
    const { user, backend } = at("signIn");
    backend.refuse("sign_in", problem("invalid-credentials"));
    await fill(user, "Password", "wrong");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The login email or password is incorrect.");
    expect(screen.getByLabelText("Login email")).toHaveValue("grace@example.com");
    await expectAccessible();
  });

  it("asks for the mail with a link where the password was forgotten, and tells nobody whether there is such a login", async () => {
    const { user, backend } = at("signIn");
    await user.click(await screen.findByRole("button", { name: "Forgot your password?" }));
    expect(await screen.findByText("Check your email")).toBeVisible();
    expect(screen.getByText(/If grace@example.com belongs to an account here, we’ve sent an email/)).toBeVisible();
    expect(screen.queryByText(/emails are kept as files/)).not.toBeInTheDocument();
    expect(backend.callsOf("forgot_password")).toEqual([{ loginEmail: "grace@example.com" }]);
    await expectAccessible();
  });

  it("says where the mail is written to when it stays on this computer", async () => {
    const { user, backend } = at("signIn");
    backend.answers.set("forgot_password", () => ({ mailFolder: "/home/grace/roster/mail" }));
    await user.click(await screen.findByRole("button", { name: "Forgot your password?" }));
    expect(await screen.findByText("/home/grace/roster/mail")).toBeVisible();
  });

  it("asks for the login before it asks for a mail, and says why there is none", async () => {
    const { user, backend } = at("signIn", { lastLoginEmail: null });
    await user.click(await screen.findByRole("button", { name: "Forgot your password?" }));
    await waitFor(() => expect(screen.getByLabelText("Login email")).toHaveFocus());
    expect(screen.getByLabelText("Login email")).toHaveAccessibleDescription("Fill in this field.");
    expect(screen.getByLabelText("Password")).not.toHaveAccessibleDescription("Fill in this field.");
    expect(backend.callsOf("forgot_password")).toEqual([]);
    backend.refuse("forgot_password", problem("too-many-attempts"));
    await fill(user, "Login email", "grace@example.com");
    await user.click(screen.getByRole("button", { name: "Forgot your password?" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/Wait a few minutes/);
  });

  it("says why one is here, and that without a keyring the session will not last", async () => {
    at("signIn", { notice: "sessionEnded", keyring: { available: false, locked: false, reason: "no bus" } });
    expect(
      await screen.findByText("Your access to Analytical Engines has ended on this device. Sign in again to continue."),
    ).toBeVisible();
    expect(screen.getByText("You’ll have to sign in each time")).toBeVisible();
    expect(screen.getByText("The system says: no bus")).toBeVisible();
    await expectAccessible();
  });

  it("asks a locked keyring again, and goes on without a sign-in once it is open", async () => {
    const { user, backend } = at("signIn", {
      keyring: { available: false, locked: true, reason: "the keyring is locked" },
    });
    const again = await screen.findByRole("button", { name: "Try again" });
    expect(screen.getByText(/Unlock it, then try again/)).toBeVisible();
    await expectAccessible();
    backend.refuse("try_keyring_again", {
      ...problem("internal-error"),
      kind: "desktop",
      code: null,
      desktopCode: "keyringLocked",
    });
    await user.click(again);
    await waitFor(() => expect(backend.callsOf("try_keyring_again")).toHaveLength(1));
    expect(await screen.findByText(/keyring is locked. Unlock it, then try again/)).toBeVisible();
    backend.answers.delete("try_keyring_again");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
  });

  it("leads back to the choice of a server", async () => {
    const { user } = at("signIn");
    await user.click(await screen.findByRole("button", { name: "Use another server" }));
    expect(await screen.findByRole("button", { name: "Connect to a server" })).toBeVisible();
  });
});

it("says when the desktop itself does not answer, and tries again", async () => {
  const backend = new FakeBackend();
  backend.refuse("get_status", {
    ...problem("internal-error"),
    kind: "desktop",
    code: null,
    desktopCode: "databaseNewer",
  });
  const { user } = open("/", backend);
  expect(await screen.findByRole("alert")).toHaveTextContent(/newer version of Roster/);
  backend.answers.delete("get_status");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("navigation", { name: "Main" })).toBeVisible();
});

it("speaks French to who chooses it before signing in", async () => {
  const { user } = at("firstStart");
  await user.selectOptions(await screen.findByLabelText("Language"), "fr");
  expect(await screen.findByRole("button", { name: "Utiliser sur cet ordinateur" })).toBeVisible();
  expect(document.documentElement).toHaveAttribute("lang", "fr");
});
