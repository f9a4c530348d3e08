import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const program = fileURLToPath(new URL("testing/logging-process.mjs", import.meta.url));
const children = [];

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

function start(requests, end) {
  const args = ["--import", "tsx", "--conditions=react-server", program, String(requests), end];
  const env = { ...process.env, LOG_LEVEL: "info" };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (piece) => {
    output += piece;
  });
  return {
    child,
    /** The ids of the requests, then the texts of the other lines. */
    readLines: () =>
      output
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
        .map(({ request_id, msg }) => request_id ?? msg),
    untilLogged: async (text) => {
      while (!output.includes(text)) await once(child.stdout, "data");
    },
  };
}

const ids = (count) => Array.from({ length: count }, (_, index) => String(index));

test.concurrent.each([
  ["an error that nothing catches", "throw", { code: 1, signal: null }],
  // A warning is written at once, with all lines before it.
  ["SIGKILL after a warning", "SIGKILL", { code: null, signal: "SIGKILL" }],
])("a process that ends by %s has written its whole log, in order", async (_, end, ended) => {
  const { child, readLines } = start(1000, end);
  const [code, signal] = await once(child, "close");
  expect({ code, signal }).toEqual(ended);
  expect(readLines()).toEqual([...ids(1000), "the last line"]);
});

test.concurrent("a server writes its lines soon, and the last one before it ends by SIGTERM", async () => {
  const { child, readLines, untilLogged } = start(20, "SIGTERM");
  await untilLogged('"request_id":"19"');
  child.kill("SIGTERM");
  const [code] = await once(child, "close");
  expect(code).toBe(143);
  expect(readLines()).toEqual([...ids(20), "the last line"]);
});
