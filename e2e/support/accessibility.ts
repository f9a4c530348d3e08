import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What the rules of axe find on a page, in its frames too. Only violations are reported in full: axe would spend more
 * time on describing each passed element than on its rules. Legacy mode runs all of axe in the page itself, so no
 * second page has to receive the results.
 *
 * @param selector the part of the page to check; without it the whole page.
 */
export async function findAccessibilityViolations(page: Page, selector?: string) {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await (selector === undefined ? axe : axe.include(selector)).analyze();
  return violations;
}
