import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely, type RowOf } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";

const columns = [
  ...(["proposal.id", "proposal.approved_by", "proposal.approved_at"] as const),
  ...(["proposal.effective_at", "proposal.ended_by", "proposal.ended_at"] as const),
  "proposal.end_reason",
] as const;

/** A proposal, and an entry of the audit log about its approval or its end. */
export type ProposalWithEntry = RowOf<"setting_proposals", typeof columns> & {
  /** Null: the audit log has no entry about it. */
  readonly action: string | null;
  readonly actor_id: number | null;
  readonly entry_at: Date | null;
  readonly detail: unknown;
};

/** Each proposal once for each of its entries, or once without one. */
export async function listProposalEntries(
  database: Database,
  organizationId: number,
): Promise<readonly ProposalWithEntry[]> {
  return selectRows(
    database,
    kysely
      .selectFrom("setting_proposals as proposal")
      .leftJoin("audit_log as entry", (join) =>
        join
          .onRef("entry.organization_id", "=", "proposal.organization_id")
          .on("entry.subject_type", "=", "proposal")
          .on((eb) => eb("entry.subject_id", "=", castTo(eb.ref("proposal.id"), "text")))
          .on("entry.action", "in", ["proposal.approve", "proposal.withdraw", "proposal.void"]),
      )
      .select(columns)
      .select(["entry.action", "entry.actor_id", "entry.created_at as entry_at", "entry.detail"])
      .where("proposal.organization_id", "=", organizationId)
      .orderBy("proposal.id"),
  );
}
