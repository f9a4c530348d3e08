import type { Leaderboard } from "@/lib/performance/rankings/schemas";
import { demoAccount, expect, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { askAs, signInAs, takeSession } from "./support/sign-in-as";

test("the header leads to each page of somebody's role, and says where one is", async ({
  page,
}) => {
  await signInAs(page, demoAccount("manager"));
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  for (const link of await links.all()) {
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.getByText("You don't have access to this page")).toBeHidden();
  }
});

test.describe("somebody out of sight", () => {
  test.use({ expectedConsoleError: /404/ });

  test("is as if they were not there", async ({ page }) => {
    const lead = demoAccount("team_lead");
    const everybody = await askAs<Leaderboard>(demoAccount("manager"), "/team/leaderboard");
    const own = await askAs<Leaderboard>(lead, "/team/leaderboard");
    const isOwn = new Set(own.entries.map((entry) => entry.user_id));
    const stranger = everybody.entries.find((entry) => !isOwn.has(entry.user_id));
    await takeSession(page, lead);
    for (const id of [stranger?.user_id, 2_147_483_647, "nobody"]) {
      await openPage(page, `/team/members/${id}`);
      await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
      await expect(page.getByText(stranger?.display_name ?? "nobody")).toBeHidden();
    }
  });
});
