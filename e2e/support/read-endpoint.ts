import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Requests an endpoint with the session of the page. */
export async function readEndpoint<Body>(page: Page, path: string): Promise<Body> {
  const response = await page.request.get(`/api/performance${path}`);
  expect(response.status(), path).toBe(200);
  return await response.json();
}
