import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type RowOf } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import type { KeptCheckpoint } from "@/lib/performance/domain/seals/kept-checkpoints";
import type { OrganizationId } from "@/lib/performance/domain/units/ids";

const columns = [
  ...(["id", "job_id", "requested_at", "kept", "finished_at", "members", "entries"] as const),
  ...(["waiting", "unsealed", "found", "differences", "checkpoints"] as const),
] as const;

/** `kept`, `differences` and `checkpoints` are JSON. */
export type StoredVerification = RowOf<"verifications", typeof columns>;

const selectVerifications = (organizationId: OrganizationId) =>
  kysely.selectFrom("verifications").select(columns).where("organization_id", "=", organizationId);

/** The last verifications, newest first. */
export async function listVerifications(
  database: Database | Transaction,
  organizationId: OrganizationId,
  limit: number,
): Promise<readonly StoredVerification[]> {
  return selectRows(
    database,
    selectVerifications(organizationId).orderBy("id", "desc").limit(limit),
  );
}

/** The newest verification that a job runs, or ran; null: none was asked for. */
export async function findLastRequested(
  database: Database | Transaction,
  organizationId: OrganizationId,
): Promise<(StoredVerification & { readonly job_id: string }) | null> {
  return selectRow(
    database,
    selectVerifications(organizationId)
      .where("job_id", "is not", null)
      .orderBy("id", "desc")
      .limit(1)
      .$narrowType<{ job_id: string }>(),
  );
}

/** The last verification that has finished; null: none has. */
export async function findLastFinished(
  database: Database,
  organizationId: OrganizationId,
): Promise<{ readonly finishedAt: Date; readonly differences: number } | null> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("verifications")
      .where("organization_id", "=", organizationId)
      .where("finished_at", "is not", null)
      .orderBy("id", "desc")
      .limit(1)
      .select((eb) => [
        eb.ref("finished_at").$notNull().as("finished_at"),
        sql<number>`found + jsonb_array_length(checkpoints)`.as("differences"),
      ]),
  );
  return row === null ? null : { finishedAt: row.finished_at, differences: row.differences };
}

type NewVerificationRow = {
  readonly jobId: string;
  readonly kept: readonly KeptCheckpoint[];
  readonly now: Date;
};

export async function insertVerification(
  transaction: Transaction,
  organizationId: OrganizationId,
  verification: NewVerificationRow,
): Promise<StoredVerification> {
  const { jobId, kept, now } = verification;
  const row = await selectRow(
    transaction,
    kysely
      .insertInto("verifications")
      .values({
        organization_id: organizationId,
        job_id: jobId,
        requested_at: now,
        kept: JSON.stringify(kept),
      })
      .returning(columns),
  );
  if (row === null) throw new Error("The verification was not written.");
  return row;
}

export type VerificationResult = {
  readonly members: number;
  readonly entries: number;
  readonly waiting: number;
  readonly unsealed: number;
  readonly found: number;
  readonly differences: readonly { readonly user_id: number | null; readonly what: string }[];
  readonly checkpoints: readonly {
    readonly number: number;
    readonly found: "missing" | "other";
  }[];
};

/** A verification that ran without a job. */
export async function insertFinishedVerification(
  database: Database,
  organizationId: OrganizationId,
  verification: Pick<NewVerificationRow, "kept"> & { readonly startedAt: Date },
  result: VerificationResult & { readonly finished_at: Date },
): Promise<void> {
  await execute(
    database,
    kysely.insertInto("verifications").values({
      organization_id: organizationId,
      requested_at: verification.startedAt,
      kept: JSON.stringify(verification.kept),
      ...toColumns(result),
    }),
  );
}

/** Writes the result once: a second run of the same job changes nothing. */
export async function finishVerification(
  database: Database,
  organizationId: OrganizationId,
  id: number,
  result: VerificationResult & { readonly finished_at: Date },
): Promise<void> {
  await execute(
    database,
    kysely
      .updateTable("verifications")
      .set(toColumns(result))
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .where("finished_at", "is", null),
  );
}

function toColumns({
  differences,
  checkpoints,
  ...counts
}: VerificationResult & { readonly finished_at: Date }) {
  return {
    ...counts,
    differences: JSON.stringify(differences),
    checkpoints: JSON.stringify(checkpoints),
  };
}
