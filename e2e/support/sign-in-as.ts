import { type APIRequestContext, type Page, request } from "@playwright/test";
import { type DemoAccount, expect } from "./fixtures";
import { openPage } from "./open-page";

const baseURL = `http://localhost:${process.env.PTS_E2E_PORT}`;

type Session = Awaited<ReturnType<APIRequestContext["storageState"]>>;

/** One sign-in a worker and account: hashing passwords is made slow on purpose. */
const sessions = new Map<string, Promise<Session>>();

/** Opens a page as somebody who has signed in before. Sessions that a test ends are its own: see `signInByForm`. */
export async function signInAs(page: Page, account: DemoAccount, path = "/"): Promise<void> {
  await takeSession(page, account);
  await openPage(page, path);
}

/** From the next page on, the browser is somebody's who has signed in before. */
export async function takeSession(page: Page, account: DemoAccount): Promise<void> {
  const { cookies } = await sessionOf(account);
  await page.context().addCookies(cookies);
}

/** Signs in through the form, as a person does, and waits for the page it leads to. */
export async function signInByForm(page: Page, account: DemoAccount, path = "/"): Promise<void> {
  await openPage(page, path);
  await page.getByLabel("E-mail address or username").fill(getName(account));
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "At a glance" })).toBeVisible();
}

/** Asks the API with the session of somebody, beside whatever the browser shows. */
export async function askAs<Answer>(account: DemoAccount, path: string): Promise<Answer> {
  const client = await request.newContext({ baseURL, storageState: await sessionOf(account) });
  const response = await client.get(`/api/performance${path}`);
  expect(response.status(), path).toBe(200);
  const answer: Answer = await response.json();
  await client.dispose();
  return answer;
}

export function getName(account: DemoAccount): string {
  return `${account.organization}/${account.username}`;
}

async function sessionOf(account: DemoAccount): Promise<Session> {
  const key = `${getName(account)} ${account.password}`;
  const session = sessions.get(key) ?? startSession(account);
  sessions.set(key, session);
  return await session;
}

/** By the two requests that the form sends. */
async function startSession(account: DemoAccount): Promise<Session> {
  const client = await request.newContext({ baseURL });
  const { csrfToken } = await (await client.get("/api/auth/csrf")).json();
  const answer = await client.post("/api/auth/callback/credentials", {
    data: { name: getName(account), password: account.password, csrfToken, json: "true" },
  });
  expect(answer.status(), `signing in as ${getName(account)}`).toBe(200);
  const session = await client.storageState();
  await client.dispose();
  return session;
}
