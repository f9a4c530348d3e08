import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// On a busy machine a file that is imported on use arrives later than after the usual second.
configure({ asyncUtilTimeout: 30_000 });

afterEach(cleanup);

vi.mock("next/link", async () => {
  const { TestLink } = await import("./test-link");
  return { default: TestLink, useLinkStatus: () => ({ pending: false }) };
});

// jsdom has no layout: nothing scrolls, and no media query matches.
Element.prototype.scrollIntoView = () => undefined;
window.matchMedia = (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

// It does not know the element `search` either.
const createElement = document.createElement.bind(document);
document.createElement = (name: string, options?: ElementCreationOptions) =>
  createElement(name === "search" ? "section" : name, options);
