import postcss, { type Rule } from "postcss";
import type { Plugin } from "vite";

/** A class of Mantine's. Its components name theirs in full, so that one in no script is on no element. */
const CLASS = /\.(m_[0-9a-f]{4,})/g;

/**
 * Leaves out of the bundle what Mantine has to say of components that the UI does not use: two thirds of its style sheet, which is read
 * before anything is drawn.
 */
export function usedStyles(): Plugin {
  return {
    name: "roster-used-styles",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const files = Object.values(bundle);
        const scripts = files.flatMap((file) => (file.type === "chunk" ? [file.code] : [])).join("\n");
        for (const file of files) {
          if (file.type === "asset" && file.fileName.endsWith(".css")) {
            file.source = withoutUnused(String(file.source), (name) => scripts.includes(name));
          }
        }
      },
    },
  };
}

/** The style sheet without what is only for classes that are not used. */
export function withoutUnused(css: string, isUsed: (name: string) => boolean): string {
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => mayMatch(selector, isUsed));
    if (kept.length === 0) removeWithEmptied(rule);
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  return root.toString();
}

function mayMatch(selector: string, isUsed: (name: string) => boolean): boolean {
  const names = [...selector.matchAll(CLASS)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  return names.length === 0 || names.some(isUsed);
}

/** With a rule goes the `@media` around it that has no other. */
function removeWithEmptied(rule: Rule): void {
  const around = rule.parent;
  rule.remove();
  if (around?.type === "atrule" && around.nodes?.length === 0) around.remove();
}
