import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Subject } from "./measured-pages";
import { observe, readOpening, readUse } from "./page-observer";
import { listenToRequests } from "./requests";

export type Screen = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly isPhone: boolean;
};

/** Durations in milliseconds, sizes in kB of 1,000 bytes. */
export type Measured = {
  /** From the request of the page to the last byte of it, and what it has with everything it loads, compressed. */
  readonly answer: number;
  readonly page: number;
  readonly transferred: number;
  /** The longest that nothing could be done: from the page's load until it was quiet, and while it was used. */
  readonly blockedAfterLoad: number;
  readonly blockedInUse: number;
  /** The slowest answer to a click or a key, until it was painted; 0 where none took 16 ms. */
  readonly interaction: number;
  /** The slowest request that using the page sent; null: none. */
  readonly request: { readonly path: string; readonly duration: number } | null;
  /** Entries of the longest list, table or choice, and all elements, after everything was used. */
  readonly longestList: number;
  readonly elements: number;
};

type Opening = {
  readonly address: string;
  readonly session: string | null;
  readonly screen: Screen;
  /** How many times slower than this machine the browser's is to be. */
  readonly slowdown: number;
};

/** Opens a page in a browser with an empty cache, scrolls through it and uses its controls. */
export async function measure(
  browser: Browser,
  { address, session, screen, slowdown }: Opening,
  subject: Subject,
): Promise<Measured> {
  const context = await browser.newContext({
    baseURL: address,
    locale: "en-US",
    timezoneId: "UTC",
    viewport: { width: screen.width, height: screen.height },
    isMobile: screen.isPhone,
    hasTouch: screen.isPhone,
    ...(session !== null && { extraHTTPHeaders: { Cookie: session } }),
  });
  try {
    return await use(context, subject, slowdown);
  } finally {
    await context.close();
  }
}

async function use(context: BrowserContext, subject: Subject, slowdown: number): Promise<Measured> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000 * slowdown);
  await page.addInitScript(observe);
  await slowDown(page, slowdown);
  const requests = listenToRequests(page);
  const answer = await page.goto(subject.path);
  if (!answer?.ok()) throw new Error(`${subject.path} was answered with ${answer?.status()}.`);
  await requests.settle();
  const opened = await page.evaluate(readOpening);
  await scrollThrough(page);
  await subject.use({ page, settle: requests.settle });
  const { at, ...figures } = opened;
  return { ...figures, ...(await page.evaluate(readUse, at)), request: requests.slowest() };
}

async function slowDown(page: Page, rate: number): Promise<void> {
  if (rate === 1) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

const scrollStep = 600;

async function scrollThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += scrollStep) {
    await page.evaluate(
      (by) =>
        new Promise((resolve) => {
          window.scrollBy(0, by);
          requestAnimationFrame(resolve);
        }),
      scrollStep,
    );
  }
}
