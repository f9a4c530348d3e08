import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import type { JobState } from "@/lib/db/other-tables";
import { execute } from "@/lib/db/select-rows";

/** The kinds of rows that are deleted after a retention time. */
export type RetentionTarget =
  | "sessions"
  | "invitations"
  | "share_links"
  | "access_records"
  | "sign_in_attempts"
  | "idempotency_keys"
  | "finished_jobs"
  | "failed_jobs"
  | "delivery_bodies"
  | "deliveries"
  | "connection_people"
  | "connection_secrets";

/** Deletes rows that ended before an instant, at most `limit`. Returns the number of rows. */
export async function deleteExpired(
  database: Database,
  organizationId: number,
  { kind, before, limit }: { kind: RetentionTarget; before: Date; limit: number },
): Promise<number> {
  return execute(database, createDeletion(kind, organizationId, before, limit));
}

function createDeletion(
  kind: RetentionTarget,
  organizationId: number,
  before: Date,
  limit: number,
) {
  switch (kind) {
    case "sessions":
      return kysely
        .deleteFrom("sessions")
        .where("organization_id", "=", organizationId)
        .where("id", "in", (eb) =>
          eb
            .selectFrom("sessions")
            .select("id")
            .where("organization_id", "=", organizationId)
            .where("expires_at", "<", before)
            .orderBy("expires_at")
            .limit(limit),
        );
    case "invitations":
    case "share_links":
      return deleteById(kind, organizationId, before, limit);
    case "access_records":
      return kysely
        .deleteFrom("access_records")
        .where("organization_id", "=", organizationId)
        .where("id", "in", (eb) =>
          eb
            .selectFrom("access_records")
            .select("id")
            .where("organization_id", "=", organizationId)
            .where("hour", "<", before)
            .orderBy("hour")
            .limit(limit),
        );
    case "idempotency_keys":
      return deleteKeys(organizationId, before, limit);
    case "sign_in_attempts":
      // They belong to no organization: the entered name may be unknown.
      return kysely
        .deleteFrom("sign_in_attempts")
        .where((eb) =>
          eb(
            eb.refTuple("name_hash", "window_start"),
            "in",
            eb
              .selectFrom("sign_in_attempts")
              .select(["name_hash", "window_start"])
              .where("window_start", "<", before)
              .limit(limit)
              .$asTuple("name_hash", "window_start"),
          ),
        );
    case "finished_jobs":
      return deleteJobs(organizationId, ["completed", "cancelled"], before, limit);
    case "failed_jobs":
      return deleteJobs(organizationId, ["failed"], before, limit);
    case "delivery_bodies":
      return clearBodies(organizationId, before, limit);
    case "deliveries":
    case "connection_people":
    case "connection_secrets":
      return deleteDelivered(kind, organizationId, before, limit);
  }
}

function clearBodies(organizationId: number, before: Date, limit: number) {
  return kysely
    .updateTable("webhook_deliveries")
    .set({ body: null })
    .where("organization_id", "=", organizationId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("webhook_deliveries")
        .select("id")
        .where("organization_id", "=", organizationId)
        .where("received_at", "<", before)
        .where("body", "is not", null)
        .limit(limit),
    );
}

const delivered = {
  deliveries: { table: "webhook_deliveries", time: "received_at" },
  connection_people: { table: "connection_people", time: "last_seen_at" },
  connection_secrets: { table: "connection_secrets", time: "ends_at" },
} as const;

function deleteDelivered(
  kind: keyof typeof delivered,
  organizationId: number,
  before: Date,
  limit: number,
) {
  const { table, time } = delivered[kind];
  return kysely
    .deleteFrom(table)
    .where("organization_id", "=", organizationId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom(table)
        .select("id")
        .where("organization_id", "=", organizationId)
        .where(sql.ref<Date>(time), "<", before)
        .orderBy("id")
        .limit(limit),
    );
}

function deleteById(
  table: "invitations" | "share_links",
  organizationId: number,
  before: Date,
  limit: number,
) {
  return kysely
    .deleteFrom(table)
    .where("organization_id", "=", organizationId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom(table)
        .select("id")
        .where("organization_id", "=", organizationId)
        .where("expires_at", "<", before)
        .orderBy("id")
        .limit(limit),
    );
}

function deleteKeys(organizationId: number, before: Date, limit: number) {
  return kysely
    .deleteFrom("idempotency_keys")
    .where("organization_id", "=", organizationId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("idempotency_keys")
        .select("id")
        .where("organization_id", "=", organizationId)
        .where("created_at", "<", before)
        .orderBy("created_at")
        .limit(limit),
    );
}

function deleteJobs(
  organizationId: number,
  states: readonly JobState[],
  before: Date,
  limit: number,
) {
  return kysely.deleteFrom("pts_jobs.job as job").where((eb) =>
    eb(
      eb.refTuple("job.name", "job.id"),
      "in",
      eb
        .selectFrom("pts_jobs.job as job")
        .select(["job.name", "job.id"])
        .where(
          (job) => sql`(${job.ref("job.data")} ->> 'organization_id')::int4`,
          "=",
          organizationId,
        )
        .where((job) =>
          job(
            "job.state",
            "in",
            states.map((state) => sql.lit(state)),
          ),
        )
        .where("job.completed_on", "<", before)
        .limit(limit)
        .$asTuple("name", "id"),
    ),
  );
}
