import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { act, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { renderPage, serveRequests } from "@/components/testing/render-page";
import german from "@/messages/de.json";
import english from "@/messages/en.json";
import { Gallery } from "./gallery";

const listSources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"))
    .map((file) => readFileSync(join(folder, file), "utf8"));

const listComponents = (folder: string) =>
  listSources(folder).flatMap((source) =>
    [...source.matchAll(/^export (?:function|const) ([A-Z]\w*)/gm)].map(([, name]) => name ?? ""),
  );

/** Providers of texts, and the link of which Segments and SortHeader are made. */
const invisible = ["SearchParamsLink", "TextProvider", "TimeZoneProvider"];

it("shows every component of components/ui and components/shared", () => {
  const gallery = listSources("components/gallery").join("\n");
  const components = [...listComponents("components/ui"), ...listComponents("components/shared")];
  expect(components.length).toBeGreaterThan(50);
  const missing = components.filter((name) => !new RegExp(`<${name}\\b`).test(gallery));
  expect(missing.toSorted()).toEqual(invisible);
});

it("renders all components in both languages and both themes without errors", async () => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  serveRequests(() => Response.json({ entries: [], next_cursor: null }));
  const colors = document.head.appendChild(document.createElement("style"));
  colors.textContent = ":root { --color-ink: var(--of-theme) }";
  await act(async () => renderPage(<Gallery />));
  await screen.findByLabelText("de, dark");
  for (const [language, texts] of Object.entries({ en: english, de: german })) {
    for (const theme of ["light", "dark"]) {
      const section = screen.getByLabelText(`${language}, ${theme}`);
      expect(section.className).toContain(`scheme-${theme}`);
      expect(section.style.getPropertyValue("--color-ink")).toBe("var(--of-theme)");
      expect(within(section).getAllByText(texts.print.print)).toHaveLength(1);
      expect(within(section).getAllByLabelText(texts.team.filter)).toHaveLength(2);
    }
  }
  colors.remove();
});
