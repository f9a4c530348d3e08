import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { isVisitor, pages } from "./support/pages";
import { restoreSession } from "./support/sign-in-as";

test.use({ expectedConsoleError: /404 \(Not Found\)/ });

/** Views that URLs open, beside the first of each page. */
const views = [
  "/?days=30&compare=previous&work=completed",
  "/team?days=30&sort=name&compare=13,14",
  "/analytics?days=7&team=1",
  "/logs?kind=correction&page=2",
  "/contests?status=rejected",
  "/settings/organization/members?search=a&sort=-name",
];

for (const role of ["employee", "admin"] as const) {
  test(`as ${role}: every page opens with its figures, without a request to the API`, async ({
    page,
  }) => {
    await restoreSession(page, getDemoAccount(role));
    const sent: string[] = [];
    page.on("request", (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith("/api/")) {
        sent.push(`${page.url()}: ${request.method()} ${pathname}${search}`);
      }
    });
    const visited = pages.filter((row) => row.visitors !== "anybody" && isVisitor(row, role));
    for (const address of [...visited.map((row) => row.address), ...views]) {
      await openPage(page, address);
      await page.waitForLoadState("networkidle");
    }
    expect(visited.length).toBeGreaterThan(4);
    expect(sent).toEqual([]);
  });
}
