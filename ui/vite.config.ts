import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { preloadedFont } from "./build/preloadedFont.ts";
import { usedStyles } from "./build/usedStyles.ts";

export default defineConfig({
  plugins: [react(), usedStyles(), preloadedFont()],
  // Tauri prints its own messages; keep them on the screen.
  clearScreen: false,
  server: {
    port: 1420,
    strictPort: true,
    host: "127.0.0.1",
    // The catalogues lie beside the UI, because the service reads them too.
    fs: { allow: [".."] },
  },
  build: {
    target: ["safari16", "chrome110"],
    // The bundle is read from the disk beside it: one file loads faster than many.
    chunkSizeWarningLimit: 1500,
    sourcemap: false,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    restoreMocks: true,
    // A deadline for what hangs, far beyond what is slow on a busy machine.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
