import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { AssignmentId, MemberId } from "@/lib/performance/domain/units/ids";
import { selectCountedFact, toFact } from "@/lib/performance/ledger/queries/fact-columns";

export type TitledCompletion = {
  readonly assignmentId: AssignmentId;
  readonly title: string;
  readonly fact: Fact;
};

/** The completions that count for a member, of some local days, the first one first. */
export async function listCompletionsOfRange(
  database: Database,
  organizationId: number,
  userId: MemberId,
  { from, to, limit }: Period & { readonly limit: number },
): Promise<readonly TitledCompletion[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("performance_facts as fact")
      .innerJoin("assignments as assignment", (join) =>
        join
          .onRef("assignment.organization_id", "=", "fact.organization_id")
          .onRef("assignment.id", "=", "fact.assignment_id"),
      )
      .select(["fact.assignment_id", "assignment.title", selectCountedFact.as("counted")])
      .where("fact.organization_id", "=", organizationId)
      .where("fact.user_id", "=", userId)
      .where("fact.completed_on", ">=", from)
      .where("fact.completed_on", "<=", to)
      .orderBy("fact.completed_at")
      .orderBy("fact.assignment_id")
      .limit(limit),
  );
  return rows.flatMap(({ assignment_id: assignmentId, title, counted }) =>
    counted === null ? [] : { assignmentId, title, fact: toFact(counted) },
  );
}
