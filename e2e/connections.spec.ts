import { expect, test } from "./support/fixtures";
import { readRaw } from "./support/read-raw";

test("the server keeps idle connections open longer than a common proxy", async ({ baseURL }) => {
  const { headers } = await readRaw(`${baseURL}/api/health`, { Connection: "keep-alive" });
  const [, seconds] = /^timeout=(\d+)$/.exec(String(headers["keep-alive"])) ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
});
