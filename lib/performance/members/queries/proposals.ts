import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type RowOf } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import type { ProtectedSetting } from "@/lib/performance/domain/privacy/protection-order";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** What a proposal about a member changes: the last auditor, or a member's password by a link. `from` is their id. */
export type ProposalAboutMember = "last_auditor" | "reset_link";

export function isAboutMember(setting: string): setting is ProposalAboutMember {
  return setting === "last_auditor" || setting === "reset_link";
}

const APPROVAL_MILLISECONDS = 7 * 86_400_000;

/** Whether an approval about a member was not used in the seven days after it took effect. */
export function hasLapsed(
  { setting, effective_at: at }: Pick<ProposalRecord, "setting" | "effective_at">,
  now: Date,
): boolean {
  return (
    isAboutMember(setting) && at !== null && at.getTime() + APPROVAL_MILLISECONDS < now.getTime()
  );
}

/** A proposal to decide a contest about a change that the proposer made; `from` is the id of the contest. */
export type ProposalAboutContest = "contest_decision";

export type ProposalSubject = ProtectedSetting | ProposalAboutMember | ProposalAboutContest;

const columns = [
  ...(["id", "setting", "from_value", "to_value", "proposed_by", "proposed_at"] as const),
  ...(["approved_by", "approved_at", "effective_at", "ended_at", "end_reason"] as const),
] as const;

export type ProposalRecord = RowOf<"setting_proposals", typeof columns>;

type NewProposal = {
  readonly setting: ProposalSubject;
  readonly from: string;
  readonly to: string;
  readonly by: MemberId;
  readonly now: Date;
};

export async function insertProposal(
  transaction: Transaction,
  organizationId: number,
  { setting, from, to, by, now }: NewProposal,
): Promise<ProposalRecord> {
  const row = await selectRow(
    transaction,
    kysely
      .insertInto("setting_proposals")
      .values({
        ...{ organization_id: organizationId, setting, from_value: from, to_value: to },
        ...{ proposed_by: by, proposed_at: now },
      })
      .returning(columns),
  );
  if (row === null) throw new Error("The proposal was not stored.");
  return row;
}

/** A page of proposals, the newest first, or those that have not ended. */
export async function listProposals(
  database: Database | Transaction,
  organizationId: number,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<readonly ProposalRecord[]> {
  const all = kysely
    .selectFrom("setting_proposals")
    .select(columns)
    .where("organization_id", "=", organizationId);
  const page = before === null ? all : all.where("id", "<", before);
  return selectRows(database, page.orderBy("id", "desc").limit(limit));
}

/** The proposals about a subject that were neither withdrawn nor became void. */
export async function listValidProposals(
  database: Database | Transaction,
  organizationId: number,
  setting: ProposalSubject,
): Promise<readonly ProposalRecord[]> {
  return selectRows(
    database,
    kysely
      .selectFrom("setting_proposals")
      .select(columns)
      .where("organization_id", "=", organizationId)
      .where("setting", "=", setting)
      .where("ended_at", "is", null)
      .orderBy("id"),
  );
}

/** The approved proposals about a subject and value that are in force, and neither used up nor lapsed. */
export async function listProposalsInForce(
  database: Database | Transaction,
  organizationId: number,
  { setting, from, now }: Pick<NewProposal, "setting" | "from" | "now">,
): Promise<readonly ProposalRecord[]> {
  const valid = await listValidProposals(database, organizationId, setting);
  return valid.filter((proposal) => {
    const { from_value: value, effective_at: at } = proposal;
    const isInForce = at !== null && at.getTime() <= now.getTime();
    return value === from && isInForce && !hasLapsed(proposal, now);
  });
}

/** The approved changes that are not in force yet, the next one first. */
export async function listAnnouncedProposals(
  database: Database | Transaction,
  organizationId: number,
  now: Date,
): Promise<readonly ProposalRecord[]> {
  return selectRows(
    database,
    kysely
      .selectFrom("setting_proposals")
      .select(columns)
      .where("organization_id", "=", organizationId)
      .where("effective_at", ">", now)
      .where("ended_at", "is", null)
      .orderBy("effective_at")
      .orderBy("id"),
  );
}

export async function findProposal(
  database: Database | Transaction,
  organizationId: number,
  id: number,
): Promise<ProposalRecord | null> {
  return selectRow(
    database,
    kysely
      .selectFrom("setting_proposals")
      .select(columns)
      .where("organization_id", "=", organizationId)
      .where("id", "=", id),
  );
}

export async function setApproved(
  transaction: Transaction,
  organizationId: number,
  id: number,
  {
    by,
    now,
    effectiveAt,
  }: { readonly by: MemberId; readonly now: Date; readonly effectiveAt: Date },
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("setting_proposals")
      .set({ approved_by: by, approved_at: now, effective_at: effectiveAt })
      .where("organization_id", "=", organizationId)
      .where("id", "=", id),
  );
}

export async function endProposals(
  transaction: Transaction,
  organizationId: number,
  ids: readonly number[],
  end: {
    readonly by: MemberId | null;
    readonly now: Date;
    readonly reason: "withdrawn" | "void";
  },
): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    transaction,
    kysely
      .updateTable("setting_proposals")
      .set({ ended_by: end.by, ended_at: end.now, end_reason: end.reason })
      .where("organization_id", "=", organizationId)
      .where("id", "in", [...ids]),
  );
}
