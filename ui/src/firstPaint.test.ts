import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the window and the page begin in the colours of the first screen", () => {
  // What is around the card of a sign-in, and beside the lists.
  expect(read("features/start/start.css")).toMatch(/\.start \{[^}]*background: var\(--roster-sidebar\);/);
  const colours = found("app/theme.ts", /"--roster-sidebar": "#(\w{6})"/g);
  expect(colours).toHaveLength(2);
  expect(found("app/styles.css", /\nbody \{[^}]*background: light-dark\(#(\w{6}), #(\w{6})\);/g)).toEqual(colours);
  const painted = found("../../src-tauri/src/main_window.rs", /(?:LIGHT|DARK): Color = Color\((.*), 0xff\);/g);
  expect(painted.map((bytes) => bytes.replaceAll(/0x|, /g, ""))).toEqual(colours);
});

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

/** What the groups of a pattern match in a file. */
function found(path: string, pattern: RegExp): string[] {
  return [...read(path).matchAll(pattern)].flatMap(([, ...groups]) => groups);
}
