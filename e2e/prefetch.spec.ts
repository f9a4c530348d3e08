import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { recordApiRequests } from "./support/record-api-requests";
import { restoreSession } from "./support/sign-in-as";

/** Views that URLs open, beside the first of each page. */
const views = {
  employee: ["/?days=30&compare=previous&work=completed", "/contests?status=rejected"],
  admin: [
    "/?days=30&compare=previous&work=completed",
    "/team?days=30&sort=name&compare=13,14",
    "/analytics?days=7&team=1",
    "/logs?kind=correction&page=2",
    "/contests?status=rejected",
    "/settings/organization/members?search=a&sort=-name",
  ],
} as const;

for (const role of ["employee", "admin"] as const) {
  test(`as ${role}: every view that a URL opens has its figures, without a request to the API`, async ({
    page,
  }) => {
    await restoreSession(page, getDemoAccount(role));
    const sent = recordApiRequests(page);
    for (const address of views[role]) {
      await openPage(page, address);
      await page.waitForLoadState("networkidle");
    }
    expect(sent).toEqual([]);
  });
}
