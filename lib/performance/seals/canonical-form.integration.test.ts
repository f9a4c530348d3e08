import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { hashText } from "@/lib/hash-text";
import { sealedTables } from "@/lib/performance/domain/seals/seal";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { listSealedColumns, NEWEST_FORM } from "./queries/canonical-form";
import { getBlock } from "./queries/sealed-rows";

let database: Database;
let context: Context;

beforeAll(async () => {
  database = await connectDatabase();
  ({ context } = await makeOrganization(database, { members: 0 }));
});
afterAll(closeDatabase);

/** The columns that no hash covers, and why. */
const leftOut = {
  performance_logs: [
    // It selects the rows.
    "organization_id",
    // They follow from the sums, which the verification checks.
    ...["on_time_ratio", "skill_accuracy", "difficulty_factor"],
    ...["avg_completion_time", "avg_completion_speed"],
  ],
  assignment_changes: ["organization_id"],
  scoring_policies: ["organization_id"],
  setting_proposals: [
    "organization_id",
    // They come after the proposal. The audit log records each of them.
    ...["approved_by", "approved_at", "effective_at", "ended_by", "ended_at", "end_reason"],
  ],
  audit_log: ["organization_id"],
  aggregate_releases: ["organization_id"],
  seal_expirations: ["organization_id"],
};

describe("the canonical form of sealed rows", () => {
  it.each(sealedTables)("has every column of %s, or leaves it out for a reason", async (table) => {
    const columns = await database.$queryRaw<{ name: string }[]>`
      SELECT column_name::text AS name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = ${table}`;
    const sealed = [...listSealedColumns(table, NEWEST_FORM).keys()];
    expect([...sealed, ...leftOut[table]].toSorted()).toEqual(
      columns.map(({ name }) => name).toSorted(),
    );
  });

  it("is a line of JSON for each row, with sorted names and instants in milliseconds", async () => {
    const { organizationId } = context;
    await database.$executeRaw`
      INSERT INTO audit_log (organization_id, id, action, subject_type, subject_id, detail, created_at) VALUES
        (${organizationId}, 9000000001, 'skill.create', 'skill', '7', '{"share": 0.10, "name": "Nähen \\"2\\""}',
          '2026-11-30T01:00:00.007+02:00'),
        (${organizationId}, 9000000002, 'team.delete', 'team', '8', '{}', '1969-12-31T23:59:59.999Z')`;
    const range = { form: NEWEST_FORM, after: 9000000000n, upTo: 9000000002n };
    expect(await getBlock(database, organizationId, { table: "audit_log", ...range })).toEqual({
      ...{ table: "audit_log", firstId: 9000000001n, lastId: 9000000002n, rows: 2 },
      hash: hashText(
        [
          String.raw`{"action" : "skill.create", "actor_id" : null, "created_at" : 1795993200007, "detail" : {"name": "Nähen \"2\"", "share": 0.10}, "id" : 9000000001, "subject_id" : "7", "subject_type" : "skill"}`,
          `{"action" : "team.delete", "actor_id" : null, "created_at" : -1, "detail" : {}, "id" : 9000000002, "subject_id" : "8", "subject_type" : "team"}`,
        ].join("\n"),
      ),
    });
  });

  it("is computed by the statement of the documentation too", async () => {
    const { organizationId } = context;
    await database.$executeRaw`
      INSERT INTO audit_log (organization_id, id, action, subject_type, subject_id, created_at)
      SELECT ${organizationId}, id, 'test', 'user', '1', now() FROM generate_series(1001, 2000) AS id`;
    const documentation = await readFile("docs/security.md", "utf8");
    const [, statement = ""] = /```sql\n(SELECT count.*?)```/s.exec(documentation) ?? [];
    const [row] = await database.$queryRawUnsafe<{ count: bigint; encode: string }[]>(
      statement.replace("organization_id = 1 ", `organization_id = ${organizationId} `),
    );
    const range = { form: NEWEST_FORM, after: 1000n, upTo: 2000n };
    const block = await getBlock(database, organizationId, { table: "audit_log", ...range });
    expect(row).toEqual({ count: 1000n, encode: block.hash });
    expect(block.rows).toBe(1000);
  });

  it("has days as they are, whatever the time zone of a session", async () => {
    const { organizationId } = context;
    await database.$executeRaw`
      INSERT INTO scoring_policies (organization_id, version, weight_on_time, weight_skill, weight_difficulty,
        minimum_sample, effective_on, created_at)
      VALUES (${organizationId}, 90, 5000, 3000, 2000, 5, '2026-11-30', '2026-11-30T23:00:00Z')`;
    const range = { table: "scoring_policies", form: NEWEST_FORM, after: 89n, upTo: 90n } as const;
    const text = `{"created_at" : 1796079600000, "created_by" : null, "due_rule" : "latest", "effective_on" : "2026-11-30", "minimum_sample" : 5, "version" : 90, "weight_difficulty" : 2000, "weight_on_time" : 5000, "weight_skill" : 3000}`;
    expect((await getBlock(database, organizationId, range)).hash).toBe(hashText(text));
  });
});
