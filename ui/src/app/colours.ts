import { localStorageColorSchemeManager, type MantineColorScheme, type MantineColorSchemeManager } from "@mantine/core";
import { commands } from "../lib/commands";
import type { Colours } from "../lib/types";

declare global {
  interface Window {
    /** What Rust knew of the colours when it made the window, in case the page's own memory of them is gone. */
    rosterColours?: Colours;
  }
}

const kept = localStorageColorSchemeManager({ key: "roster-colours" });

const SCHEMES: Record<Colours, MantineColorScheme> = { light: "light", dark: "dark", system: "auto" };

/** The colours chosen on this computer. Rust is told of them, so that the next window begins in them, its frame included. */
export const colourScheme: MantineColorSchemeManager = {
  ...kept,
  get: (otherwise) => kept.get(window.rosterColours ? SCHEMES[window.rosterColours] : otherwise),
  set: (scheme) => {
    kept.set(scheme);
    tellRust(scheme);
  },
};

/** For colours that were chosen before Rust was told of them. */
export function tellRustColours(): void {
  const scheme = colourScheme.get("auto");
  if (window.rosterColours && SCHEMES[window.rosterColours] !== scheme) tellRust(scheme);
}

function tellRust(scheme: MantineColorScheme): void {
  // Not told, only the next start begins in other colours for a moment.
  void commands.setColours(scheme === "auto" ? "system" : scheme).catch(() => undefined);
}
