import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** What an endpoint answers to whoever is signed in on this page. */
export async function readEndpoint<Answer>(page: Page, path: string): Promise<Answer> {
  const response = await page.request.get(`/api/performance${path}`);
  expect(response.status(), path).toBe(200);
  return await response.json();
}
