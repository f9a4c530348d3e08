import { expect, getDemoAccount, test } from "./support/fixtures";
import { readLayoutShifts, recordLayoutShifts } from "./support/layout-shifts";
import { openPage } from "./support/open-page";
import { getVisitor, pages } from "./support/pages";
import { restoreSession } from "./support/sign-in-as";
import { startSlowServer } from "./support/slow-server";

const widths = { phone: 390, laptop: 1280 };

for (const name of ["overview", "team", "logs"]) {
  for (const [screen, width] of Object.entries(widths)) {
    test(`${name} loads over a slow network on a ${screen} without layout shifts`, async ({
      page,
      baseURL,
    }) => {
      const row = pages.find((candidate) => candidate.name === name);
      const role = row === undefined ? null : getVisitor(row);
      if (row === undefined || role === null || baseURL === undefined) {
        throw new Error(`There is no page ${name} for a signed-in member.`);
      }
      const slow = await startSlowServer(baseURL);
      try {
        await restoreSession(page, getDemoAccount(role));
        await page.setViewportSize({ width, height: 800 });
        await recordLayoutShifts(page);
        await openPage(page, `${slow.address}${row.address}`);
        await page.waitForLoadState("networkidle");
        expect(await readLayoutShifts(page)).toEqual([]);
      } finally {
        await slow.stop();
      }
    });
  }
}
