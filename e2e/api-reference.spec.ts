import { expect, getDemoAccount, test } from "./support/fixtures";
import { openPage } from "./support/open-page";
import { recordApiRequests } from "./support/record-api-requests";
import { signInAs } from "./support/sign-in-as";

const employee = getDemoAccount("employee", "john_doe");

test("the API reference finds an operation after the / key and sends a request with the member's session", async ({
  page,
}) => {
  await signInAs(page, employee, "/docs/api");
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search operations")).toBeFocused();
  await page.keyboard.type("user metrics");
  await expect(page.getByRole("link", { name: "Get performance metrics" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/docs\/api\/getUserMetrics$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Get performance metrics");

  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("200 OK")).toBeVisible();
  const shown = JSON.parse(await page.getByLabel("Response body").inputValue());
  const response = await page.request.get(`/api/performance/user/${shown.user_id}/metrics`);
  expect(shown).toEqual(await response.json());
  await expect(page.getByText(/curl \\/)).toContainText(
    `/api/performance/user/${shown.user_id}/metrics`,
  );
});

test("the API reference finds an operation by a field of its request", async ({ page }) => {
  await signInAs(page, employee, "/docs/api");
  await page.getByLabel("Search operations").fill("cors_origins");
  const found = page.getByRole("link", { name: "Update organization settings" });
  await expect(found).toContainText("cors_origins");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/docs\/api\/getOrganization$/);
});

test("a visitor without a session reads the API reference and cannot send a request that needs one", async ({
  page,
}) => {
  const sent = recordApiRequests(page);
  await openPage(page, "/sign-in");
  await page.getByRole("link", { name: "API reference" }).click();
  await expect(page).toHaveURL(/\/docs\/api$/);
  await page.getByLabel("Search operations").fill("recordAssignment");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Create or update an assignment",
  );
  await expect(
    page.getByText("You need to be signed in to send requests from this page."),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Send request" })).toHaveCount(0);
  expect(sent.filter((request) => !request.includes("/api/openapi.json"))).toEqual([]);
});

test("the API reference sends a write only after confirmation, and never an invalid body", async ({
  page,
}) => {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
  });
  await signInAs(page, employee, "/docs/api/createToken");
  const body = page.getByLabel("Body (JSON)");
  await body.fill('{ "name": ');
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("The body is not valid JSON. Nothing was sent.")).toBeVisible();

  await body.fill('{ "name": "from the reference", "scopes": ["self:read"], "days": 1 }');
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("button", { name: "Send POST" })).toBeFocused();
  expect(sent).toEqual([]);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Send request" }).click();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Response body")).toHaveValue(/"token": "pts_/);
  expect(sent).toHaveLength(1);
});
