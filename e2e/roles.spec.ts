import type { Leaderboard } from "@/lib/performance/schemas/team";
import { type DemoAccount, demoAccount, expect, test } from "./fixtures";
import { readEndpoint, readPayload } from "./read-endpoint";
import { signInAs } from "./sign-in-as";

const pages: Record<DemoAccount["role"], string[]> = {
  employee: ["Overview"],
  team_lead: ["Overview", "Team"],
  manager: ["Overview", "Team", "Analytics", "Logs"],
  admin: ["Overview", "Team", "Analytics", "Logs"],
};

const roles = ["employee", "team_lead", "manager", "admin"] as const;

for (const role of roles) {
  test(`the header leads a ${role.replace("_", " ")} to their pages and no other`, async ({
    page,
  }) => {
    await signInAs(page, demoAccount(role));
    const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
    await expect(links).toHaveText(pages[role]);
    for (const name of pages[role]) {
      await links.getByText(name, { exact: true }).click();
      await expect(links.getByText(name, { exact: true })).toHaveAttribute("aria-current", "page");
      await expect(page.getByText("This is not open to you")).toBeHidden();
    }
  });
}

test("what somebody may not see is neither on the page nor in what is sent with it", async ({
  page,
}) => {
  await signInAs(page, demoAccount("manager"));
  const { entries } = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
  await page.context().clearCookies();

  const employee = demoAccount("employee", "john_doe");
  await signInAs(page, employee);
  const others = entries.filter((entry) => entry.username !== employee.username);
  const stranger = others[0]?.user_id;
  for (const path of ["/team", `/team/members/${stranger}`, "/analytics", "/logs"]) {
    await page.goto(path);
    await expect(
      page.getByRole("heading", { name: "This is not open to you" }),
      path,
    ).toBeVisible();
    const payload = await readPayload(page, path);
    for (const { display_name: name, username } of others) {
      expect(payload, `${path}: ${name}`).not.toContain(name);
      expect(payload, `${path}: ${username}`).not.toContain(username);
    }
  }
});

test("a team lead is sent nothing of other teams", async ({ page }) => {
  await signInAs(page, demoAccount("manager"));
  const everybody = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
  await page.context().clearCookies();

  await signInAs(page, demoAccount("team_lead"));
  const own = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
  const isOwn = new Set(own.entries.map((entry) => entry.user_id));
  const others = everybody.entries.filter((entry) => !isOwn.has(entry.user_id));
  expect(others.length).toBeGreaterThan(0);
  const payload = await readPayload(page, "/team");
  for (const { display_name: name, username } of others) {
    expect(payload, name).not.toContain(name);
    expect(payload, username).not.toContain(username);
  }
  for (const path of ["/analytics", "/logs"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "This is not open to you" })).toBeVisible();
  }
});

test.describe("somebody out of sight", () => {
  test.use({ expectedConsoleError: /404/ });

  test("is as if they were not there", async ({ page }) => {
    await signInAs(page, demoAccount("manager"));
    const everybody = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
    await page.context().clearCookies();
    await signInAs(page, demoAccount("team_lead"));
    const own = await readEndpoint<Leaderboard>(page, "/team/leaderboard");
    const isOwn = new Set(own.entries.map((entry) => entry.user_id));
    const stranger = everybody.entries.find((entry) => !isOwn.has(entry.user_id));
    for (const id of [stranger?.user_id, 2_147_483_647, "nobody"]) {
      await page.goto(`/team/members/${id}`);
      await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
      await expect(page.getByText(stranger?.display_name ?? "nobody")).toBeHidden();
    }
  });
});
