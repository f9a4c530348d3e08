import { expect, getDemoAccount, test } from "./support/fixtures";
import { signInAs } from "./support/sign-in-as";

/** Exactly as in the founding document and docs/PERFORMANCE_SERVICE.md. */
async function runDocumentedCode(token: string) {
  // Get user performance
  const response = await fetch("/api/performance/user/5", {
    headers: { Authorization: `Bearer ${token}` },
  });
  const data = await response.json();

  // Get performance trends for chart
  const trends = await fetch("/api/performance/user/5/trends?days=90", {
    headers: { Authorization: `Bearer ${token}` },
  });
  const trendData = await trends.json();

  // Get team performance
  const team = await fetch("/api/performance/team", {
    headers: { Authorization: `Bearer ${token}` },
  });
  const teamData = await team.json();
  return { data, trendData, teamData };
}

test("the documented JavaScript reads figures from a running server", async ({ page }) => {
  await signInAs(page, getDemoAccount("manager"));
  const token = await page.evaluate(async () => {
    const response = await fetch("/api/tokens", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        name: "documented code",
        scopes: ["self:read", "team:read"],
        days: 1,
      }),
    });
    const created: { token: string } = await response.json();
    return created.token;
  });
  const { data, trendData, teamData } = await page.evaluate(runDocumentedCode, token);
  expect(data).toMatchObject({ user_id: 5, username: expect.any(String) });
  expect(trendData).toMatchObject({ user_id: 5, period_days: 90 });
  expect(trendData.performance_scores).toHaveLength(trendData.dates.length);
  expect(trendData.performance_scores.at(-1)).toBe(data.current_performance_score);
  const shown = teamData.all_members.find((member: { user_id: number }) => member.user_id === 5);
  expect(shown).toMatchObject({ current_performance_score: data.current_performance_score });
});

test("a running server describes its API without a session", async ({ request }) => {
  const response = await request.get("/api/openapi.json");
  expect(response.status()).toBe(200);
  const { openapi, paths, components } = await response.json();
  expect(openapi).toBe("3.1.1");
  expect(Object.keys(paths).length).toBeGreaterThan(40);
  expect(paths["/api/performance/user/{id}/history"].get.parameters).toContainEqual(
    expect.objectContaining({
      name: "days",
      schema: { type: "integer", minimum: 1, maximum: 36_500, default: 30 },
    }),
  );
  expect(Object.keys(components.schemas)).toContain("UserSummary");
});
