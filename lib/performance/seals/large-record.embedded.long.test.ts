import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { reportFigure, timed } from "@/scripts/test/report-figure";
import { checkSeals } from "./check-seals";
import { sealOrganization } from "./seal-organization";

const ROWS = 200_000;
const TABLES = ["performance_logs", "assignment_changes", "audit_log"];
const BATCH = 20_000;

let database: Database;
let context: Context;

beforeAll(async () => {
  database = await connectDatabase();
  const made = await makeOrganization(database);
  ({ context } = made);
  await recordAssignmentsFor(context, createCompletions(context, made.userIds[0] ?? 0, 1));
  for (const table of TABLES) {
    for (let row = 0; row < ROWS; row += BATCH) {
      await database.$executeRawUnsafe(`
        INSERT INTO ${table} SELECT made.*
        FROM (SELECT * FROM ${table} WHERE organization_id = ${context.organizationId} ORDER BY id LIMIT 1) AS first,
          generate_series(1, ${BATCH}) AS number,
          jsonb_populate_record(
            NULL::${table}, to_jsonb(first) || jsonb_build_object('id', 1000000000 + ${row} + number)
          ) AS made`);
    }
  }
});
afterAll(closeDatabase);

it("seals and verifies a large record in blocks", async () => {
  const now = new Date("2100-01-01T00:00:00Z");
  const seal = () => sealOrganization({ ...context, now }, new AbortController().signal);
  const sealed = await timed(seal);
  expect(sealed.result.rows).toBeGreaterThan(ROWS * TABLES.length);
  const checked = await timed(() => checkSeals(context, []));
  expect(checked.result).toEqual({ differences: [], checkpoints: [], unsealed: 0 });
  const again = await timed(seal);
  expect(again.result.rows).toBe(0);
  reportFigure(
    "seals of a large record",
    `${sealed.result.rows} rows in ${sealed.result.seals} seals: sealed in ${sealed.seconds.toFixed(1)} s, verified in ${checked.seconds.toFixed(1)} s, a run without new rows ${again.seconds.toFixed(2)} s`,
  );
});
