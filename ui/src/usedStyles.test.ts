import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { withoutUnused } from "../build/usedStyles";

test("what is said of classes that no script names is left out", () => {
  const css =
    ".m_aaaa{a:b}.m_bbbb{c:d}.m_aaaa:hover,.m_bbbb .x{e:f}@media (hover:hover){.m_bbbb{g:h}}.own{i:j}:root{k:l}";
  const kept = withoutUnused(css, (name) => name === "m_aaaa");
  expect(kept).toBe(".m_aaaa{a:b}.m_aaaa:hover{e:f}.own{i:j}:root{k:l}");
});

test("a rule for what is used within what is not stays", () => {
  const css = ".m_bbbb .m_aaaa{a:b}.m_bbbb:not(.m_cccc){c:d}";
  expect(withoutUnused(css, (name) => name === "m_aaaa")).toBe(".m_bbbb .m_aaaa{a:b}");
});

test("Mantine's classes are those that are looked for", () => {
  const css = readFileSync(createRequire(import.meta.url).resolve("@mantine/core/styles.css"), "utf8");
  const without = withoutUnused(css, () => false);
  expect(without.length).toBeLessThan(css.length / 4);
  expect(without).toContain("--mantine-spacing-md");
  expect(withoutUnused(css, () => true)).toBe(css);
});
