import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nameBackup } from "@/lib/backup/folder";
import { attemptBackup } from "@/lib/backup/nightly-backups";
import { BackupRunningError, withSnapshot } from "@/lib/backup/read-snapshot";
import { hashTables, withDatabaseOf } from "@/lib/backup/testing/read-everything";
import {
  createDatabase,
  type Database,
  disconnect,
  hasConcurrentTransactions,
} from "@/lib/db/client";
import { createMember, createOrganization } from "@/prisma/factories";
import { requestDatabase } from "@/scripts/test/request-database";
import { type CommandResult, runPts, startPts } from "./testing/run-pts";

const PASSPHRASE = "correct horse battery staple";
const encryption = { PTS_BACKUP_PASSPHRASE: PASSPHRASE };

let folder: string;
let sourceUrl: string;
let source: Database;
let targetUrl: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pts-rejected-backup-"));
  sourceUrl = await requestDatabase("rejected-backup-source");
  targetUrl = await requestDatabase("rejected-backup-target");
  source = createDatabase(sourceUrl);
  await createMember(await createOrganization(source));
  const made = await runPts(["backup", "--folder", folder, "--json"], { databaseUrl: sourceUrl });
  file = JSON.parse(made.out).path;
}, 120_000);

afterAll(async () => {
  await disconnect(source);
  await rm(folder, { recursive: true, force: true });
});

const restore = (path: string, env: Record<string, string> = {}, databaseUrl = targetUrl) =>
  runPts(["restore", path], { databaseUrl, env });
const backUp = (...args: readonly string[]) =>
  runPts(["backup", ...args], { databaseUrl: sourceUrl });

/** One sentence or a few, on one line, without a stack. */
function requireSentence({ status, out, error }: CommandResult, expected: string): void {
  expect({ status, out }).toEqual({ status: 1, out: "" });
  expect(error).toMatch(/^[A-Z][^\n]+\.\n$/);
  expect(error).toContain(expected);
}

async function store(name: string, bytes: Buffer | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe("pts restore", { timeout: 180_000 }, () => {
  it("rejects a file that is cut, changed or of something else, and leaves the database as it was", async () => {
    const before = await withDatabaseOf(targetUrl, hashTables);
    const bytes = await readFile(file);
    const half = bytes.subarray(0, bytes.length / 2);
    requireSentence(await restore(await store("half", half)), "The backup is damaged");
    const changed = Buffer.from(bytes);
    changed[bytes.length - 100] = (changed[bytes.length - 100] ?? 0) ^ 1;
    requireSentence(await restore(await store("changed", changed)), "The backup is damaged");
    requireSentence(await restore(await store("text", "no backup\n")), "is no backup of this");
    requireSentence(await restore(join(folder, "absent")), "cannot be opened (ENOENT)");
    expect(await withDatabaseOf(targetUrl, hashTables)).toEqual(before);
  });

  it("rejects a wrong passphrase, and restores with the right one from a file", async () => {
    const encrypted = await mkdtemp(join(folder, "encrypted-"));
    const made = await runPts(["backup", "--folder", encrypted, "--json"], {
      databaseUrl: sourceUrl,
      env: encryption,
    });
    const { path, is_encrypted } = JSON.parse(made.out);
    expect(is_encrypted).toBe(true);
    requireSentence(await restore(path), "This backup is encrypted");
    const wrong = { PTS_BACKUP_PASSPHRASE: "another long passphrase" };
    requireSentence(await restore(path, wrong), "The passphrase is not that of this backup");
    const short = { PTS_BACKUP_PASSPHRASE_FILE: await store("short", "short\n") };
    requireSentence(await restore(path, short), "must have at least 16 characters");
    const both = { ...encryption, ...short };
    requireSentence(await restore(path, both), "are both set");
    const right = { PTS_BACKUP_PASSPHRASE_FILE: await store("passphrase", `${PASSPHRASE}\n`) };
    expect(await restore(path, right)).toMatchObject({ status: 0, error: "" });
    const {
      "public.audit_log": _,
      audit_log_id_seq: __,
      ...restored
    } = await withDatabaseOf(targetUrl, hashTables);
    expect(await hashTables(source)).toMatchObject(restored);
  });

  it("rejects a database that is not empty", async () => {
    const before = await hashTables(source);
    requireSentence(await restore(file, {}, sourceUrl), "The database is not empty");
    expect(await hashTables(source)).toEqual(before);
  });
});

describe("pts backup", { timeout: 180_000 }, () => {
  it("needs a folder that it may write to, and leaves nothing behind", async () => {
    requireSentence(await backUp(), "Name the folder of the backup");
    const absent = join(folder, "absent");
    requireSentence(await backUp("--folder", absent), `written to ${absent}: the folder does not`);
    requireSentence(await backUp("--folder", file), "it is no folder");
  });

  it.runIf(process.platform === "linux")("reports a full disk in one sentence", async () => {
    const full = await mkdtemp(join(folder, "full-"));
    // A file may have 512 bytes; a larger one is an error, as at the end of a disk.
    const script = 'trap "" XFSZ; ulimit -f 1; exec "$0" scripts/run.mjs scripts/pts.ts "$@"';
    const result = await runPts(["backup", "--folder", full], {
      databaseUrl: sourceUrl,
      program: ["sh", "-c", script, process.execPath],
    });
    requireSentence(result, "the disk takes no file of this size");
    expect(await readdir(full)).toEqual([]);
  });

  it("keeps as many backups as it is told, the newest", async () => {
    const kept = await mkdtemp(join(folder, "kept-"));
    const [oldest, older] = ["2026-01-01", "2026-01-02"].map((day) =>
      nameBackup(`${day}T02:00:00.000Z`),
    );
    for (const name of [oldest, older]) await writeFile(join(kept, name ?? ""), "");
    const made = await backUp("--folder", kept, "--keep", "2");
    expect(made.out).toContain("Deleted 1 older backup.");
    const names = await readdir(kept);
    expect(names).toHaveLength(2);
    expect(names).not.toContain(oldest);
    expect(await backUp("--folder", kept, "--keep", "0")).toMatchObject({ status: 2 });
  });
});

describe("a nightly backup", { timeout: 120_000 }, () => {
  it("is made once when it is due, and reports a folder that is missing", async () => {
    const nightly = await mkdtemp(join(folder, "nightly-"));
    const settings = {
      ...{ backupFolder: nightly, backupKeep: 3, backupMinute: 0 },
      ...{ backupPassphrase: null, backupPassphraseFile: null },
    };
    const { signal } = new AbortController();
    expect(await attemptBackup(source, settings, signal)).toBe(true);
    expect(await attemptBackup(source, settings, signal)).toBe(true);
    expect(await readdir(nightly)).toHaveLength(1);
    const missing = { ...settings, backupFolder: join(nightly, "missing") };
    expect(await attemptBackup(source, missing, signal)).toBe(false);
    await mkdir(missing.backupFolder);
    expect(await attemptBackup(source, missing, AbortSignal.abort())).toBe(true);
    expect(await readdir(missing.backupFolder)).toEqual([]);
  });

  it("is made by a worker whose environment names a folder", async () => {
    const nightly = await mkdtemp(join(folder, "worker-"));
    const worker = startPts([], sourceUrl, { PTS_BACKUP_DIR: nightly }, [
      process.execPath,
      "scripts/run.mjs",
      "scripts/worker.ts",
    ]);
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    await expect
      .poll(() => readdir(nightly), { timeout: 60_000 })
      .toEqual([expect.stringMatching(/^pts-.+\.ptsbackup$/)]);
    worker.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("fails, and the process goes on, when the database ends its connection between two statements", async () => {
    if (!hasConcurrentTransactions(source)) return;
    const cut = createDatabase(sourceUrl);
    const lost = withSnapshot(cut, async ({ content }) => {
      await content.next();
      await source.$queryRaw`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'idle in transaction'`;
      await new Promise((resolve) => setTimeout(resolve, 200));
      for await (const _ of content);
    });
    await expect(lost).rejects.toThrow();
    expect(await withSnapshot(cut, async ({ header }) => header.tables.length)).toBeGreaterThan(0);
    await disconnect(cut);
  });

  it("leaves the database to another one that reads it", async () => {
    const [first, other] = [createDatabase(sourceUrl), createDatabase(sourceUrl)];
    let result: unknown = null;
    const attempt = async () => {
      result = await withSnapshot(other, async () => "made").catch((error: unknown) => error);
    };
    const waiting = await withSnapshot(first, async () => {
      const attempted = attempt();
      // On the embedded database the other one waits for this transaction.
      if (hasConcurrentTransactions(first)) await attempted;
      return { attempted };
    });
    await waiting.attempted;
    if (hasConcurrentTransactions(first)) expect(result).toBeInstanceOf(BackupRunningError);
    else expect(result).toBe("made");
    await Promise.all([first, other].map(disconnect));
  });
});
