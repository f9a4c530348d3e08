import { expectTypeOf, test } from "vitest";
import type { Row } from "@/lib/db/kysely";
import type { AppliedFact } from "@/lib/performance/domain/ledger/reconcile";
import type { Fact } from "@/lib/performance/domain/scoring/fact";

type FactRow = Row<"performance_facts">;

test("a column of an id does not take the place of another id at compile time", () => {
  expectTypeOf<FactRow["entry_id"]>().toExtend<AppliedFact["entryId"]>();
  expectTypeOf<FactRow["assignment_id"]>().not.toExtend<AppliedFact["entryId"]>();
  expectTypeOf<FactRow["user_id"]>().toExtend<AppliedFact["userId"]>();
  expectTypeOf<FactRow["organization_id"]>().not.toExtend<AppliedFact["userId"]>();
  expectTypeOf<Row<"team_memberships">["team_id"]>().not.toExtend<AppliedFact["userId"]>();
});

test("a column of a number does not take the place of another unit at compile time", () => {
  expectTypeOf<FactRow["difficulty"]>().toExtend<Fact["difficulty"]>();
  expectTypeOf<FactRow["skill_match"]>().not.toExtend<Fact["difficulty"]>();
  expectTypeOf<Row<"performance_logs">["score_change"]>().not.toExtend<Fact["difficulty"]>();
  expectTypeOf<FactRow["completed_at"]>().not.toExtend<Fact["completedOn"]>();
  expectTypeOf<Row<"scoring_policies">["weight_skill"]>().not.toExtend<Fact["skillMatch"]>();
});
