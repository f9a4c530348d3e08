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
    case "invitations":
    case "share_links":
    case "access_records":
    case "idempotency_keys":
    case "deliveries":
    case "connection_people":
    case "connection_secrets":
      return deleteAged(kind, organizationId, before, limit);
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

/** What is deleted once a time of it is past enough. */
const aged = {
  sessions: { table: "sessions", time: "expires_at" },
  invitations: { table: "invitations", time: "expires_at" },
  share_links: { table: "share_links", time: "expires_at" },
  access_records: { table: "access_records", time: "hour" },
  idempotency_keys: { table: "idempotency_keys", time: "created_at" },
  deliveries: { table: "webhook_deliveries", time: "received_at" },
  connection_people: { table: "connection_people", time: "last_seen_at" },
  connection_secrets: { table: "connection_secrets", time: "ends_at" },
} as const;

function deleteAged(kind: keyof typeof aged, organizationId: number, before: Date, limit: number) {
  const { table, time } = aged[kind];
  return kysely
    .deleteFrom(table)
    .where("organization_id", "=", organizationId)
    .where("id", "in", (eb) =>
      eb
        .selectFrom(table)
        .select("id")
        .where("organization_id", "=", organizationId)
        .where(sql.ref<Date>(time), "<", before)
        .orderBy(sql.ref(time))
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
