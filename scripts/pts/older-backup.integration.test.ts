import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBackup } from "@/lib/backup/make-backup";
import { listReleaseMigrations } from "@/lib/backup/migrations";
import { withDatabaseOf } from "@/lib/backup/testing/read-everything";
import { parseConnectionUrl } from "@/lib/db/connection-url";
import { createMember, createOrganization } from "@/prisma/factories";
import { findEmptyFiles, openTemporaryDatabase } from "@/scripts/test/embedded-copies";
import { createFreshDatabase, type FreshDatabase } from "@/scripts/test/fresh-database";
import { requestDatabase } from "@/scripts/test/request-database";
import { withMigrationsOf } from "./earlier-migrations";
import { migrate } from "./migrations";
import { runPts } from "./testing/run-pts";

let folder: string;
let migratedUrl: string;
const opened: FreshDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pts-older-backup-"));
  migratedUrl = await requestDatabase("older-backup");
});

afterAll(async () => {
  for (const database of opened) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A database of the tested kind without tables. */
async function openEmpty(): Promise<string> {
  const database = parseConnectionUrl(migratedUrl).isEmbedded
    ? await openTemporaryDatabase(await findEmptyFiles())
    : await createFreshDatabase(migratedUrl);
  opened.push(database);
  return database.url;
}

async function backUp(databaseUrl: string): Promise<string> {
  const { signal } = new AbortController();
  const request = { folder, passphrase: null, keep: null, signal };
  const made = await withDatabaseOf(databaseUrl, (database) => makeBackup(database, request));
  return made?.path ?? "";
}

describe("a backup of another release", { timeout: 300_000 }, () => {
  it("is restored with the tables of an earlier release, and then migrated", async () => {
    const earlier = (await listReleaseMigrations()).slice(0, -1);
    const oldUrl = await openEmpty();
    await withMigrationsOf(earlier, (migrations) => migrate(oldUrl, migrations));
    const slug = await withDatabaseOf(oldUrl, async (database) => {
      const context = await createOrganization(database);
      await createMember(context);
      return context.organization.slug;
    });
    const file = await backUp(oldUrl);

    const migrated = await runPts(["restore", file], { databaseUrl: migratedUrl });
    expect(migrated).toMatchObject({ status: 1, out: "" });
    expect(migrated.error).toContain("has tables of another release than the backup");

    const url = await openEmpty();
    const restored = await runPts(["restore", file], { databaseUrl: url });
    expect(restored).toMatchObject({ status: 0 });
    await withDatabaseOf(url, async (database) => {
      expect(await database.user.count({ where: { organization: { slug } } })).toBe(1);
      expect(await database.verification.count()).toBe(0);
    });
  });

  it("is rejected when this release does not know its migrations", async () => {
    const url = await openEmpty();
    await migrate(url, null);
    await withDatabaseOf(url, async (database) => {
      await database.$executeRaw`
        INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
        VALUES ('1', repeat('a', 64), '29990101000000_newer', now())`;
    });
    const rejected = await runPts(["restore", await backUp(url)], { databaseUrl: migratedUrl });
    expect(rejected).toMatchObject({ status: 1, out: "" });
    expect(rejected.error).toMatch(
      /^This backup was made by release \S+, whose migration 29990101000000_newer this release does not have\. .+\.\n$/,
    );
  });
});
