import type { Browser } from "@playwright/test";

/** The screen of the phone that Lighthouse emulates. */
const phone = { width: 412, height: 823 };

/**
 * Measures the compressed script that a phone with an empty cache loads for a page until the network is idle, without
 * scrolling. In kB of 1,000 bytes.
 */
export async function measureScript(
  browser: Browser,
  address: string,
  session: string | null,
): Promise<number> {
  const context = await browser.newContext(
    session === null
      ? { viewport: phone }
      : { viewport: phone, extraHTTPHeaders: { Cookie: session } },
  );
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "networkidle" });
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
  await context.close();
  if (bytes === 0)
    throw new Error(
      `${address} loaded no script, so nothing was measured. Check that the server runs a production build.`,
    );
  return bytes / 1000;
}
