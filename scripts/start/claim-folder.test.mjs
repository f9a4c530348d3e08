import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimFolder } from "./claim-folder.mjs";

let root;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "pts-claim-"));
});

afterAll(() => rmSync(root, { recursive: true }));

function claim(dataDirectory, databaseUrl = null) {
  return claimFolder({ databaseUrl, dataDirectory, publicUrl: "http://localhost:3000" });
}

test("one launcher at a time serves a data folder, and the second names the first in one sentence", async () => {
  const folder = join(root, "data");
  await claim(folder);
  symlinkSync(folder, join(root, "same"));
  for (const path of [folder, join(root, "same")]) {
    await expect(claim(path)).rejects.toThrow(
      `Another npm start already serves the data folder ${path} at http://localhost:3000. End it first`,
    );
  }
  await expect(claim(join(root, "other"))).resolves.toBeUndefined();
});

test("any number of servers share a data folder when their database is a server", async () => {
  const url = "postgresql://me@db/pts";
  await claim(join(root, "shared"), url);
  await expect(claim(join(root, "shared"), url)).resolves.toBeUndefined();
});
