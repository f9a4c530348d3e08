import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseConnectionUrl } from "@/lib/db/connection-url";
import { openSchemaEngine } from "@/prisma/schema-engine/engine.mjs";
import { readMigrations } from "@/prisma/schema-engine/read-migrations.mjs";
import { findEmptyFiles, openTemporaryDatabase } from "./embedded-copies";
import { createFreshDatabase } from "./fresh-database";
import { requestDatabase } from "./request-database";

function writeChangedSchema(): { readonly path: string; readonly content: string } {
  const directory = mkdtempSync(join(tmpdir(), "pts-schema-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  const content = schema.replace("model Team {", "model Team {\n  motto String?");
  const path = join(directory, "schema.prisma");
  writeFileSync(path, content);
  return { path, content };
}

test("prisma migrate dev finds a change of the schema after it has applied migrations", async () => {
  const copy = await requestDatabase("migrate-dev");
  const empty = parseConnectionUrl(copy).isEmbedded
    ? await openTemporaryDatabase(await findEmptyFiles())
    : await createFreshDatabase(copy);
  onTestFinished(() => empty.drop());
  const schema = writeChangedSchema();
  const engine = await openSchemaEngine({
    datasource: { url: empty.url },
    schemaPaths: [schema.path],
  });
  onTestFinished(() => engine.close());
  const migrations = {
    migrationsList: await readMigrations("prisma/migrations"),
    filters: { externalTables: [], externalEnums: [] },
  };
  await engine.call("applyMigrations", migrations);
  const change = await engine.call("evaluateDataLoss", {
    ...migrations,
    schema: { files: [schema] },
  });
  expect(change).toMatchObject({ migrationSteps: 1, warnings: [], unexecutableSteps: [] });
});
