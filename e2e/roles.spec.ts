import type { Leaderboard } from "@/lib/performance/rankings/schemas";
import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { requestAs, restoreSession, signInAs } from "./support/sign-in-as";

test("the header links to each page of the role and marks the current one", async ({ page }) => {
  await signInAs(page, getDemoAccount("manager"));
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  for (const link of await links.all()) {
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.getByText("You don't have access to this page")).toBeHidden();
  }
});

test.describe("a member outside the lead's team", () => {
  test.use({ expectedConsoleError: /404/ });

  test("a lead sees the same page for a hidden member as for an unknown one", async ({ page }) => {
    const lead = getDemoAccount("team_lead");
    const all = await requestAs<Leaderboard>(getDemoAccount("manager"), "/team/leaderboard");
    const own = await requestAs<Leaderboard>(lead, "/team/leaderboard");
    const ownIds = new Set(own.entries.map((entry) => entry.user_id));
    const hidden = all.entries.find((entry) => !ownIds.has(entry.user_id));
    await restoreSession(page, lead);
    for (const id of [hidden?.user_id, 2_147_483_647, "unknown"]) {
      await openPage(page, `/team/members/${id}`);
      await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
      await expect(page.getByText(hidden?.display_name ?? "unknown")).toBeHidden();
    }
  });
});
