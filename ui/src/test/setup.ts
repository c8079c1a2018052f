import "@testing-library/jest-dom/vitest";
import { notifications } from "@mantine/notifications";
import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

// As with Vitest's own: a deadline for what never comes, not a measure of speed.
configure({ asyncUtilTimeout: 20_000 });

/** The height that everything has in tests (pixels): jsdom lays nothing out, and a list of no height shows no rows. */
export const VIEWPORT_HEIGHT = 520;

class FakeResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", FakeResizeObserver);
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }));
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(VIEWPORT_HEIGHT);
  HTMLElement.prototype.scrollIntoView = () => undefined;
  // The virtual list scrolls through this; jsdom has no such thing on elements.
  HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, place?: ScrollToOptions | number) {
    this.scrollTop = typeof place === "object" ? (place.top ?? 0) : 0;
    this.dispatchEvent(new Event("scroll"));
  } as typeof HTMLElement.prototype.scrollTo;
  window.localStorage.clear();
});

afterEach(async () => {
  notifications.clean();
  cleanup();
  // The window stops listening to events a moment after it is gone, and needs the fake Rust side for it.
  await new Promise((done) => setTimeout(done));
  clearMocks();
  vi.unstubAllGlobals();
});
