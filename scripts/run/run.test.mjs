import { spawnSync } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bundleForThisProcess, bundleProgram } from "./bundle.mjs";

const LONG_AGO = new Date("2026-01-01T00:00:00Z");

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pts-run-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function writeSource(name, text, changed = LONG_AGO) {
  const path = join(folder, name);
  writeFileSync(path, text);
  utimesSync(path, changed, changed);
  return path;
}

function writeProgram() {
  writeSource("greeting.ts", 'export const greeting: string = "first";\n');
  return writeSource(
    "program.ts",
    'import { greeting } from "./greeting";\nexport default greeting;\n',
  );
}

const makeBundle = (program) => bundleProgram(program, join(folder, "bundles"));

async function readGreeting(program) {
  return (await import(await makeBundle(program))).default;
}

describe("bundleProgram", () => {
  test("returns the bundle that is there while no source changes", async () => {
    const program = writeProgram();
    const first = await makeBundle(program);
    const { mtimeMs } = statSync(first);
    expect(await makeBundle(program)).toBe(first);
    expect(statSync(first).mtimeMs).toBe(mtimeMs);
  });

  test("bundles again after an imported source has changed", async () => {
    const program = writeProgram();
    expect(await readGreeting(program)).toBe("first");
    writeSource("greeting.ts", 'export const greeting: string = "second";\n');
    expect(await readGreeting(program)).toBe("second");
  });

  test("bundles again when the bundle is missing or was changed", async () => {
    const program = writeProgram();
    const bundle = await makeBundle(program);
    unlinkSync(bundle);
    expect(await readGreeting(program)).toBe("first");
    writeFileSync(bundle, "half a");
    expect(statSync(await makeBundle(program)).size).toBeGreaterThan(6);
  });

  test("does not rely on a source that may have changed while it was bundled", async () => {
    const program = writeProgram();
    const future = new Date("2126-01-01T00:00:00Z");
    writeSource("greeting.ts", 'export const greeting = "before";\n', future);
    expect(await readGreeting(program)).toBe("before");
    writeSource("greeting.ts", 'export const greeting = "during";\n', future);
    expect(await readGreeting(program)).toBe("during");
  });

  test("keeps the bundle before the current one, and none older", async () => {
    const program = writeProgram();
    const made = [];
    for (const word of ["one", "two", "six"]) {
      writeSource(
        "greeting.ts",
        `export const greeting = "${word} of three";\n`,
        new Date(made.length),
      );
      made.push(await makeBundle(program));
    }
    const kept = readdirSync(join(folder, "bundles")).filter((name) => name.endsWith(".mjs"));
    expect(kept.map((name) => join(folder, "bundles", name)).sort()).toEqual(made.slice(1).sort());
  });

  test("rejects a program with an import that does not exist", async () => {
    const program = writeSource("program.ts", 'import "./missing";\n');
    await expect(makeBundle(program)).rejects.toThrow('Could not resolve "./missing"');
  });
});

describe("bundleForThisProcess", () => {
  test("bundles into a temporary folder when the folder cannot be written", async () => {
    const program = writeProgram();
    const unwritable = join(writeSource("file", ""), "bundles");
    const bundle = await bundleForThisProcess(program, unwritable);
    expect(bundle.startsWith(tmpdir())).toBe(true);
    expect((await import(bundle)).default).toBe("first");
  });

  test("rejects a program that cannot be bundled", async () => {
    const program = writeSource("program.ts", "const = 1;\n");
    await expect(bundleForThisProcess(program, join(folder, "bundles"))).rejects.toThrow(
      'Expected identifier but found "="',
    );
  });
});

describe("scripts/run.mjs", () => {
  function run(...args) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", ...args], {
      encoding: "utf8",
    });
    return { status, out: stdout, error: stderr };
  }

  const program = "scripts/run/testing/program.ts";

  test("passes the arguments, and ends with the status of the program", () => {
    expect(run(program, "a", "--b")).toEqual({ status: 3, out: "a,--b\n", error: "" });
  });

  test("names the source and the line of an error", () => {
    const { status, error } = run(program, "--fail");
    expect(status).toBe(1);
    expect(error).toContain("scripts/run/testing/program.ts:7");
  });
});
