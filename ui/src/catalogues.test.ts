import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Message, parse, type Resource, Visitor } from "@fluent/syntax";
import { describe, expect, it } from "vitest";

const SOURCES = dirname(fileURLToPath(import.meta.url));
const LOCALES = join(SOURCES, "..", "..", "locales");
const AREAS = ["shared", "ui"] as const;

function catalogue(language: string, area: string): Resource {
  return parse(readFileSync(join(LOCALES, language, `${area}.ftl`), "utf8"), {});
}

/** Each message with the names of the values it is given. */
function messagesOf(resource: Resource): Map<string, string[]> {
  const messages = new Map<string, string[]>();
  for (const entry of resource.body) {
    if (entry.type === "Message") messages.set(entry.id.name, variablesOf(entry));
  }
  return messages;
}

function variablesOf(message: Message): string[] {
  const found = new Set<string>();
  const visitor = new (class extends Visitor {
    override visitVariableReference(reference: { id: { name: string } }) {
      found.add(reference.id.name);
    }
  })();
  visitor.visit(message);
  return [...found].sort();
}

/** Every message id in the code; all are written out where they are used, so that they can be found. */
function usedInCode(folder: string): Set<string> {
  const used = new Set<string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
    const source = readFileSync(join(entry.parentPath, entry.name), "utf8");
    for (const [, id] of source.matchAll(/\bt(?:\.label)?\(\s*"([^"]+)"/g)) if (id) used.add(id);
  }
  return used;
}

describe.each(AREAS)("the catalogue %s", (area) => {
  const english = messagesOf(catalogue("en", area));

  it("is well formed in both languages, each message once", () => {
    for (const language of ["en", "fr"]) {
      const { body } = catalogue(language, area);
      expect(body.filter(({ type }) => type === "Junk")).toEqual([]);
      const ids = body.flatMap((entry) => (entry.type === "Message" ? [entry.id.name] : []));
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it("has the same messages with the same values in French", () => {
    expect(Object.fromEntries(messagesOf(catalogue("fr", area)))).toEqual(Object.fromEntries(english));
  });
});

describe("French", () => {
  const texts = ["shared", "ui", "page", "mail", "start"].flatMap((area) =>
    readFileSync(join(LOCALES, "fr", `${area}.ftl`), "utf8")
      .split("\n")
      .filter((line) => !line.startsWith("#")),
  );
  /** A sign that takes a space before it and has none that keeps it on its line, or a quotation mark without its own. */
  const BREAKS = /(?<![\u00a0\u202f])[;:!?»](?!\/\/)|«(?!\u00a0)/;

  it("keeps tall punctuation beside its word, with a space that does not break", () => {
    expect(texts.filter((line) => BREAKS.test(line))).toEqual([]);
  });

  it("has one word for mail", () => {
    expect(texts.filter((line) => /courriel|(?<!e-)\bmails?\b/i.test(line.replace(/^[\w-]+ =/, "")))).toEqual([]);
  });
});

describe("the service", () => {
  it.each([
    ["en", /\bservices?\b/i],
    ["fr", /\bservices?\b/i],
  ])("is called the server in the window, in %s", (language, other) => {
    const lines = readFileSync(join(LOCALES, language, "ui.ftl"), "utf8").split("\n");
    const words = lines.filter((line) => !line.startsWith("#")).map((line) => line.replace(/^[\w-]+ =/, ""));
    expect(words.filter((line) => other.test(line))).toEqual([]);
  });
});

describe("the code", () => {
  const used = usedInCode(SOURCES);
  const shared = messagesOf(catalogue("en", "shared"));
  const own = messagesOf(catalogue("en", "ui"));

  it("asks only for messages that there are", () => {
    expect(used.size).toBeGreaterThan(200);
    expect([...used].filter((id) => !own.has(id) && !shared.has(id))).toEqual([]);
  });

  it("uses every message of its own catalogue", () => {
    expect([...own.keys()].filter((id) => !used.has(id))).toEqual([]);
  });
});
