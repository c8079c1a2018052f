import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { offline, problem } from "../test/fakeBackend";
import { reasonAgainst, wordDenial } from "./denials";
import { fieldMessages } from "./fieldProblems";
import { chooseUiLanguage, directionOf } from "./languages";
import { asRefusal } from "./refusal";
import { wordRefusal } from "./refusals";
import { TextProvider, useText } from "./text";
import type { Denial, DesktopProblem, ProblemCode } from "./types";

function words(language: "en" | "fr" = "en") {
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <TextProvider language={language}>{children}</TextProvider>
  );
  return renderHook(() => useText(), { wrapper }).result.current;
}

// Records, so that the type check fails when Rust has one more.
const DENIALS: Record<Denial, true> = {
  "administrator-required": true,
  "permission-not-held": true,
  "own-role": true,
  "own-account": true,
  "own-email": true,
  "removed-by-another": true,
  "last-administrator": true,
  "last-billing-manager": true,
  "wrong-status": true,
  "too-late": true,
};
const DESKTOP_PROBLEMS: Record<DesktopProblem, true> = {
  keyringLocked: true,
  keyringUnavailable: true,
  notRoster: true,
  invalidAddress: true,
  insecureAddress: true,
  databaseNewer: true,
  databaseUnreadable: true,
  databaseLost: true,
  replicaUnreadable: true,
  alreadySent: true,
  noSuchPendingChange: true,
  offlineTooLong: true,
  clockTurnedBack: true,
  forbiddenByPolicy: true,
  internal: true,
};

describe("a denial", () => {
  it.each(Object.keys(DENIALS) as Denial[])("%s has words of its own in each language", (denial) => {
    for (const language of ["en", "fr"] as const) {
      const t = words(language);
      const others = (Object.keys(DENIALS) as Denial[]).filter((other) => other !== denial);
      expect(wordDenial(denial, t)).not.toContain("denial-");
      expect(wordDenial(denial, t)).not.toBe(t("denial-unknown"));
      expect(others.map((other) => wordDenial(other, t))).not.toContain(wordDenial(denial, t));
    }
  });

  it("that this version does not know is still a refusal", () => {
    const t = words();
    expect(wordDenial("from-the-future" as Denial, t)).toBe("This isn’t possible here.");
    expect(reasonAgainst({ allowed: false, denial: null }, t)).toBe("This isn’t possible here.");
    expect(reasonAgainst({ allowed: true, denial: null }, t)).toBeNull();
  });
});

describe("a refusal", () => {
  it("of the service is worded by its code", () => {
    const t = words();
    expect(wordRefusal(asRefusal(problem("last-administrator")), t)).toMatch(/needs at least one active administrator/);
    expect(wordRefusal(asRefusal(problem("invitation-quota")), t)).toMatch(/reached its limit of invitations/);
    expect(wordRefusal(asRefusal(problem("mail-quota")), t)).toMatch(/nothing was changed/);
    expect(wordRefusal(asRefusal(problem("too-many-attempts")), t)).toMatch(/Wait a few minutes/);
    expect(wordRefusal(asRefusal(problem("from-the-future" as ProblemCode)), t)).toMatch(/Something went wrong/);
  });

  it.each(Object.keys(DESKTOP_PROBLEMS) as DesktopProblem[])("of the desktop, %s, has words", (desktopCode) => {
    const error = { ...problem("internal-error"), kind: "desktop" as const, code: null, desktopCode };
    expect(wordRefusal(asRefusal(error), words())).not.toMatch(/^desktop-/);
    expect(wordRefusal(asRefusal(error), words("fr"))).not.toBe(wordRefusal(asRefusal(error), words()));
  });

  it("says that nothing was changed while offline", () => {
    expect(wordRefusal(asRefusal(offline()), words())).toMatch(/nothing was changed/);
  });

  it("is made of anything a broken bridge throws", () => {
    expect(wordRefusal(asRefusal(new Error("panicked")), words())).toMatch(/panicked/);
    expect(wordRefusal(asRefusal("gone"), words())).toMatch(/gone/);
    expect(wordRefusal(new Error("of the UI's own"), words())).toMatch(/Something went wrong/);
  });
});

describe("what is wrong with a field", () => {
  it("is worded by code and kind of field, once a field", () => {
    const refusal = asRefusal(
      problem("invalid-fields", {
        errors: [
          { field: "firstName", code: "too-long", message: "m" },
          { field: "loginEmail", code: "too-long", message: "m" },
          { field: "password", code: "too-long", message: "m" },
          { field: "permissions[0]", code: "unheard-of", message: "The service's own words." },
          { field: "firstName", code: "required", message: "m" },
        ],
      }),
    );
    expect(fieldMessages(refusal, words())).toEqual({
      firstName: "Use at most 100 characters.",
      loginEmail: "This address is too long. Use at most 254 characters, 64 of them before the @.",
      password: "Use at most 256 characters.",
      permissions: "The service's own words.",
    });
  });
});

describe("words", () => {
  it("isolate what is written the other way, except in the names of controls", () => {
    const t = words();
    expect(t("pending-update", { name: "محمد" })).toBe("Change \u2068محمد\u2069");
    expect(t("pending-update", { name: "Ada" })).toBe("Change Ada");
    expect(t.label("edit-name", { name: "محمد" })).toBe("Edit محمد");
  });

  it("count in the language's way", () => {
    expect(words()("sync-pending", { count: 1 })).toBe("1 pending change");
    expect(words()("sync-pending", { count: 1_200 })).toBe("1,200 pending changes");
    expect(words("fr")("sync-pending", { count: 0 })).toBe("0 modification en attente");
  });
});

describe("the UI's language", () => {
  it("is the first wish it speaks, a region served with its language, else English", () => {
    expect(chooseUiLanguage(["fr-CA"])).toBe("fr");
    expect(chooseUiLanguage(["ar", "fr"])).toBe("fr");
    expect(chooseUiLanguage([null, undefined, ""])).toBe("en");
    expect(chooseUiLanguage(["de", "ja"])).toBe("en");
  });

  it("knows which are written from right to left", () => {
    expect(directionOf("ar")).toBe("rtl");
    expect(directionOf("pt-BR")).toBe("ltr");
  });
});
