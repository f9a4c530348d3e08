import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCheckpointFile } from "./checkpoint-file";
import { CommandError } from "./failure";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pts-checkpoints-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hash = "0".repeat(64);
const line = (slug: string) =>
  `${slug}: checkpoint 1 of 2026-05-13T10:17:23.456Z over 2 rows, SHA-256 ${hash}`;

async function read(text: string, slug: string | null = null) {
  const file = join(folder, "checkpoints.txt");
  await writeFile(file, text);
  return readCheckpointFile(file, slug);
}

describe("a file of checkpoints", () => {
  it("is read for one organization, or for all", async () => {
    const text = `# kept by the works council\n${line("acme")}\n${line("globex")}\n`;
    const acme = { slug: "acme", number: 1, hash };
    expect(await read(text)).toEqual([acme, { ...acme, slug: "globex" }]);
    expect(await read(text, "acme")).toEqual([acme]);
  });

  it.each([
    ["with another line", `\n${line("acme")} and more\n`, "Line 2 of"],
    ["without a checkpoint", "# nothing yet\n", "has no checkpoint. Nothing was verified."],
    ["of another organization", line("globex"), "has no checkpoint of “acme”."],
  ])("is rejected in one sentence: one %s", async (_, text, expected) => {
    const error: unknown = await read(text, expected.includes("acme") ? "acme" : null).catch(
      (one: unknown) => one,
    );
    expect(error).toBeInstanceOf(CommandError);
    expect(String(error)).toContain(expected);
  });

  it("is reported when it is missing", async () => {
    const missing = readCheckpointFile(join(folder, "missing.txt"), null);
    await expect(missing).rejects.toMatchObject({ code: "ENOENT" });
  });
});
