import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { importHistory } from "@/lib/performance/testing/import-history";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { createOrganization } from "@/prisma/factories";
import { reportFigure, timed } from "@/scripts/test/report-figure";
import { previewPolicy } from "./preview-policy";
import { updatePolicy } from "./update-policy";

const MEMBERS = 1000;
const COMPLETIONS_EACH = 100;
const ENTRIES = MEMBERS * COMPLETIONS_EACH;
const size = `${MEMBERS} members, ${ENTRIES} entries`;
const draft = { weights: { on_time: 0.2, skill: 0.2, difficulty: 0.6 }, min_sample: 10 };

let database: Database;
let context: Context;

beforeAll(async () => {
  database = await connectDatabase();
  context = await createOrganization(database);
  const { result, seconds } = await timed(() => importHistory(context, MEMBERS, COMPLETIONS_EACH));
  expect(result).toMatchObject({ new: ENTRIES, rejected: 0 });
  reportFigure("import", `${ENTRIES} rows, ${Math.round(ENTRIES / seconds)} a second`);
});
afterAll(closeDatabase);

async function expectClean(when: string, entries: number): Promise<void> {
  const { result, seconds } = await timed(() => verifyOrganization(context));
  const unsealed = expect.any(Number);
  expect(result).toEqual({
    ...{ members: MEMBERS, entries, differences: [], waiting: [], checkpoints: [], unsealed },
  });
  const rates = [MEMBERS, ENTRIES].map((count) => Math.round(count / seconds));
  const rate = `${rates[0]} members and ${rates[1]} completions a second`;
  reportFigure(`verify ${when}`, `${size}: ${seconds.toFixed(1)} s, ${rate}`);
}

describe(`an organization of ${size}`, () => {
  it("verifies a large organization as a whole", async () => {
    await expectClean("after the import", ENTRIES);
  });

  it("previews a policy for all members of a large organization, and applies it in one transaction", async () => {
    const page = { limit: 100 };
    const preview = await timed(() => previewPolicy(context, draft, page));
    expect(preview.result.total_members).toBe(MEMBERS);
    reportFigure("preview of a policy", `${size}: ${preview.seconds.toFixed(2)} s`);
    const made = await timed(() => updatePolicy(context, draft));
    reportFigure("policy applied", `${size}: ${made.seconds.toFixed(1)} s`);
    const { organizationId } = context;
    const versions = await database.performanceLog.groupBy({
      by: ["kind", "policyVersion"],
      where: { organizationId },
      _count: true,
      orderBy: { policyVersion: "asc" },
    });
    expect(versions).toEqual([
      { kind: "completion", policyVersion: 1, _count: ENTRIES },
      { kind: "policy", policyVersion: made.result.current.version, _count: MEMBERS },
    ]);
    const shown = await previewPolicy(context, draft, page);
    expect(shown.before).toEqual(preview.result.after);
    await expectClean("after the policy", ENTRIES + MEMBERS);
  });
});
