import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseConnectionUrl } from "@/lib/db/connection-url";
import { findEmptyFiles, openTemporaryDatabase } from "../test/embedded-copies";
import { createFreshDatabase } from "../test/fresh-database";
import { requestDatabase } from "../test/request-database";
import { migrate } from "./migrations";

async function openEmptyDatabase(): Promise<string> {
  const copy = await requestDatabase("migrate");
  const empty = parseConnectionUrl(copy).isEmbedded
    ? await openTemporaryDatabase(await findEmptyFiles())
    : await createFreshDatabase(copy);
  onTestFinished(() => empty.drop());
  return empty.url;
}

test("pts migrate applies each migration once, and keeps those before one that fails", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pts-migrate-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const add = async (name: string, statements: string) => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, "migration.sql"), statements);
  };
  await cp("prisma/migrations/migration_lock.toml", join(folder, "migration_lock.toml"));
  const url = await openEmptyDatabase();
  await add("1_first", "CREATE TABLE first (id integer);");
  expect(await migrate(url, folder)).toEqual(["1_first"]);
  expect(await migrate(url, folder)).toEqual([]);
  await add("2_second", "CREATE TABLE second (id integer);");
  await add("3_wrong", "CREATE TABLE third (id unknown_type);");
  await expect(migrate(url, folder)).rejects.toThrow(
    /^The migrations could not be applied\. Those before the first error stay applied\. .*unknown_type/s,
  );
  await expect(migrate(url, folder)).rejects.toThrow(/3_wrong/);
});
