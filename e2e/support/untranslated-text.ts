import type { Page } from "@playwright/test";
import german from "@/messages/de.json" with { type: "json" };
import english from "@/messages/en.json" with { type: "json" };

type Nested = { readonly [key: string]: string | Nested };

function listTexts(messages: Nested): string[] {
  return Object.values(messages).flatMap((text) =>
    typeof text === "string" ? [text] : listTexts(text),
  );
}

const germanTexts = new Set(listTexts(german));
const onlyEnglish = listTexts(english).filter(
  (text) => !(text.includes("{") || germanTexts.has(text)),
);

/** Finds English texts of the product on a page in another language, including texts for screen readers. */
export async function findUntranslatedTexts(page: Page): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      // Elements that are marked as English may be English, such as the description of the API.
      if (parent !== null && parent.closest("script, style, body [lang=en]") === null) {
        texts.push(walker.currentNode.textContent ?? "");
      }
    }
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        texts.push(element.getAttribute(name) ?? "");
      }
    }
    return texts.map((text) => text.trim());
  });
  const seen = new Set(shown);
  if ((await page.locator("html").getAttribute("lang")) === "en") {
    return [];
  }
  return onlyEnglish.filter((text) => seen.has(text));
}
