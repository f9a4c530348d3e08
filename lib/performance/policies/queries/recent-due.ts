import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { hasKey } from "@/lib/db/sql-values";
import type { DueChange } from "@/lib/performance/domain/scoring/due-rule";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { selectDueChanges, toDueChange } from "@/lib/performance/ledger/queries/fact-columns";

export type RecentDue = {
  /** Completions with a due date. */
  readonly completions: number;
  readonly late: number;
  /** Those whose due date was ever changed. */
  readonly moved: readonly {
    readonly completedAt: Date;
    readonly isLate: boolean;
    readonly changes: readonly DueChange[];
  }[];
};

/** The completions of an organization from a local day on, as they count. */
export async function findRecentDue(
  database: Database,
  organizationId: number,
  since: LocalDate,
): Promise<RecentDue> {
  const recent = kysely
    .selectFrom("performance_facts as fact")
    .where("fact.organization_id", "=", organizationId)
    .where("fact.completed_on", ">=", since);
  const [counts, moved] = await Promise.all([
    selectRow(
      database,
      recent
        .where("fact.on_time", "is not", null)
        .select((eb) => [
          eb.fn.countAll<bigint>().as("completions"),
          eb.fn.countAll<bigint>().filterWhere("fact.on_time", "=", false).as("late"),
        ]),
    ),
    selectRows(
      database,
      recent
        .innerJoin("assignments as assignment", (join) =>
          join
            .onRef("assignment.organization_id", "=", "fact.organization_id")
            .onRef("assignment.id", "=", "fact.assignment_id"),
        )
        .where((eb) => eb.exists(selectDueChange))
        .select(["fact.completed_at", "fact.on_time", selectDueChanges.as("changes")]),
    ),
  ]);
  return {
    completions: Number(counts?.completions ?? 0n),
    late: Number(counts?.late ?? 0n),
    moved: moved.map(({ completed_at: completedAt, on_time: isOnTime, changes }) => ({
      completedAt,
      isLate: isOnTime === false,
      changes: changes.map(toDueChange),
    })),
  };
}

const selectDueChange = withAliases<{ assignment: "assignments" }>()
  .selectFrom("assignment_changes as moved")
  .select("moved.id")
  .whereRef("moved.organization_id", "=", "assignment.organization_id")
  .whereRef("moved.assignment_id", "=", "assignment.id")
  .where("moved.event", "=", "changed")
  .where((eb) => hasKey(eb.ref("moved.after"), "due_at"));
