import type { Plugin } from "vite";

/** The letters of nearly every text; what else there is is loaded when a text has it. */
const LATIN = /inter-latin-wght-normal-[^/]*\.woff2$/;

/**
 * Has the page's font loaded beside its script. When the first text is drawn it is there: otherwise that text is laid out in a font of
 * the system's, which has to be looked for, and then again in this one.
 */
export function preloadedFont(): Plugin {
  return {
    name: "roster-preloaded-font",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => LATIN.test(name));
        if (font === undefined) throw new Error("the bundle has no font for Latin letters");
        const attrs = { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `/${font}` };
        return [{ tag: "link", attrs, injectTo: "head-prepend" }];
      },
    },
  };
}
