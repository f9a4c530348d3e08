import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const program = fileURLToPath(new URL("start/testing/child-of-killed-parent.mjs", import.meta.url));

function startParent(...args) {
  const parent = spawn(process.execPath, [program, "parent", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  parent.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
    if (args.length === 0 && output === "ready\n") parent.kill("SIGKILL");
  });
  // The child has the same output, which closes when both have ended.
  return once(parent.stdout, "close").then(() => output);
}

test("a child stops when its parent is killed", async () => {
  expect(await startParent()).toBe("ready\nstopped\n");
});

test("a child stops whose parent was killed before the child began to watch it", async () => {
  expect(await startParent("at-once")).toBe("ready\nstopped\n");
}, 10_000);
