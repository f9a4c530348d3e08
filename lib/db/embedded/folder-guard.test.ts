import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedFolder, prepareEmbeddedFolder } from "@/lib/db/embedded/folder";
import { guardFolder } from "@/lib/db/embedded/folder-guard";

let path: string;
let folder: EmbeddedFolder;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "pts-guard-"));
  folder = prepareEmbeddedFolder(path);
});

afterEach(() => rmSync(path, { recursive: true }));

test("rejects a folder that another system has open, with a sentence", async () => {
  let beat = 1;
  const beats = setInterval(() => {
    beat += 1;
    writeFileSync(folder.stateFile, JSON.stringify({ system: "another", port: 1, beat }));
  }, 100);
  writeFileSync(folder.stateFile, JSON.stringify({ system: "another", port: 1, beat }));

  await expect(guardFolder(folder)).rejects.toThrow(/in use by another machine or container/);
  clearInterval(beats);
});

test("takes a folder that another system closed at once, with its port", async () => {
  writeFileSync(folder.stateFile, JSON.stringify({ system: "another", port: 4711, beat: 0 }));

  const guard = await guardFolder(folder);

  expect(guard.lastPort).toBe(4711);
});

test("takes a folder at once after a crash of this system", async () => {
  const crashed = await guardFolder(folder);
  crashed.keep(4711);

  const next = await guardFolder(folder);

  expect(next.lastPort).toBe(4711);
  crashed.giveUp();
});

test("counts a state that cannot be read as none", async () => {
  writeFileSync(folder.stateFile, '{"system":');
  expect((await guardFolder(folder)).lastPort).toBeNull();
});
