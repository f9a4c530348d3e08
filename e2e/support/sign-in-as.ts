import { type APIRequestContext, type Page, request } from "@playwright/test";
import { type DemoAccount, expect } from "./fixtures";
import { openPage } from "./open-page";

const baseURL = `http://localhost:${process.env.PTS_E2E_PORT}`;

type Session = Awaited<ReturnType<APIRequestContext["storageState"]>>;

/** One sign-in for each account in a worker, because hashing passwords is slow by design. */
const sessions = new Map<string, Promise<Session>>();

/** Opens a page with a shared session. A test that ends its session must use `signInByForm`. */
export async function signInAs(page: Page, account: DemoAccount, path = "/"): Promise<void> {
  await restoreSession(page, account);
  await openPage(page, path);
}

/** Signs the browser in with a shared session, from the next page on. */
export async function restoreSession(page: Page, account: DemoAccount): Promise<void> {
  const { cookies } = await getSession(account);
  await page.context().addCookies(cookies);
}

/** Signs in with the form and waits for the next page. */
export async function signInByForm(page: Page, account: DemoAccount, path = "/"): Promise<void> {
  await openPage(page, path);
  await page.getByLabel("E-mail address or username").fill(getName(account));
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "At a glance" })).toBeVisible();
}

/** Requests the API with the session of an account, independently of the browser. */
export async function requestAs<Body>(account: DemoAccount, path: string): Promise<Body> {
  const client = await request.newContext({ baseURL, storageState: await getSession(account) });
  const response = await client.get(`/api/performance${path}`);
  expect(response.status(), path).toBe(200);
  const body: Body = await response.json();
  await client.dispose();
  return body;
}

/** Posts to an endpoint with the session of an account, independently of the browser. */
export async function postAs<Body>(
  account: DemoAccount,
  path: string,
  data: unknown,
): Promise<Body> {
  const client = await request.newContext({
    baseURL,
    storageState: await getSession(account),
    extraHTTPHeaders: { origin: baseURL },
  });
  const response = await client.post(path, { data });
  expect(response.ok(), path).toBe(true);
  const body: Body = await response.json();
  await client.dispose();
  return body;
}

export function getName(account: DemoAccount): string {
  return `${account.organization}/${account.username}`;
}

async function getSession(account: DemoAccount): Promise<Session> {
  const key = `${getName(account)} ${account.password}`;
  const session = sessions.get(key) ?? startSession(account);
  sessions.set(key, session);
  return await session;
}

/** Sends the same two requests as the form. */
async function startSession(account: DemoAccount): Promise<Session> {
  const client = await request.newContext({ baseURL });
  const { csrfToken } = await (await client.get("/api/auth/csrf")).json();
  const body = await client.post("/api/auth/callback/credentials", {
    data: { name: getName(account), password: account.password, csrfToken, json: "true" },
  });
  expect(body.status(), `signing in as ${getName(account)}`).toBe(200);
  const session = await client.storageState();
  await client.dispose();
  return session;
}
