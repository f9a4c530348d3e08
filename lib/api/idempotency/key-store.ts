import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type RowOf } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";

/** How long a key is kept, in milliseconds. */
export const KEPT_MILLISECONDS = 86_400_000;

const ATTEMPTS = 3;

/** A key of one caller, and the request that comes with it. */
export type KeyedRequest = {
  readonly organizationId: number;
  /** A member or a service account. */
  readonly actorId: number;
  readonly keyHash: string;
  /** Null: it is known once the file of the request was read. */
  readonly requestHash: string | null;
  readonly now: Date;
  /** Until when another request with the key waits for this one. */
  readonly claimedUntil: Date;
};

/** The right to create what a key is for. */
export type Claim = {
  readonly organizationId: number;
  readonly id: bigint;
  readonly claim: string;
};

const storedColumns = [
  ...(["request_hash", "claimed_until", "done_at", "status", "body"] as const),
  ...(["location", "etag", "erased_at"] as const),
] as const;

/** An earlier request with the key. */
export type StoredRequest = RowOf<"idempotency_keys", typeof storedColumns>;

export type StoredResponse = {
  readonly requestHash: string;
  readonly status: number;
  /** Null: it has a secret. */
  readonly body: string | null;
  readonly location: string | null;
  readonly etag: string | null;
};

/**
 * Claims a key that is new, older than a day, or held by a request that ended without creating anything. Of several
 * requests at once, one claims it.
 */
export async function claimKey(
  database: Database,
  keyed: KeyedRequest,
): Promise<{ readonly claim: Claim } | { readonly stored: StoredRequest | null }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const claim = await insertClaim(database, keyed);
    if (claim !== null) return { claim };
    const stored = await findStored(database, keyed);
    if (stored !== null) return { stored };
    // The other request was rejected in between, and left the key free.
  }
  return { stored: null };
}

async function insertClaim(database: Database, keyed: KeyedRequest): Promise<Claim | null> {
  const { organizationId, now } = keyed;
  const claim = randomUUID();
  const oldest = new Date(now.getTime() - KEPT_MILLISECONDS);
  const fresh = {
    request_hash: keyed.requestHash,
    claim,
    claimed_until: keyed.claimedUntil,
    created_at: now,
    ...{ done_at: null, status: null, body: null, location: null, etag: null, erased_at: null },
  };
  const row = await selectRow(
    database,
    kysely
      .insertInto("idempotency_keys")
      .values({
        organization_id: organizationId,
        actor_id: keyed.actorId,
        key_hash: keyed.keyHash,
        ...fresh,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["organization_id", "actor_id", "key_hash"])
          .doUpdateSet(fresh)
          .where((eb) =>
            eb.or([
              eb("idempotency_keys.created_at", "<=", oldest),
              eb.and([
                eb("idempotency_keys.done_at", "is", null),
                eb("idempotency_keys.claimed_until", "<=", now),
              ]),
            ]),
          ),
      )
      .returning("id"),
  );
  return row === null ? null : { organizationId, id: row.id, claim };
}

function findStored(
  database: Database,
  { organizationId, actorId, keyHash }: KeyedRequest,
): Promise<StoredRequest | null> {
  return selectRow(
    database,
    kysely
      .selectFrom("idempotency_keys")
      .select(storedColumns)
      .where("organization_id", "=", organizationId)
      .where("actor_id", "=", actorId)
      .where("key_hash", "=", keyHash),
  );
}

/** Notes in the creating transaction that it creates. False where another request holds the key by now. */
export async function markDone(
  transaction: Transaction,
  { organizationId, id, claim }: Claim,
  now: Date,
): Promise<boolean> {
  const marked = await execute(
    transaction,
    kysely
      .updateTable("idempotency_keys")
      .set({ done_at: now })
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .where("claim", "=", claim),
  );
  return marked === 1;
}

/** Leaves the key to the next request, unless this one created something. */
export async function releaseKey(
  database: Database,
  { organizationId, id, claim }: Claim,
): Promise<void> {
  await execute(
    database,
    kysely
      .deleteFrom("idempotency_keys")
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .where("claim", "=", claim)
      .where("done_at", "is", null),
  );
}

/** Keeps the response for the next request, unless a person was erased since the request began. */
export async function storeResponse(
  database: Database,
  { organizationId, id, claim }: Claim,
  { requestHash, ...response }: StoredResponse,
): Promise<void> {
  await execute(
    database,
    kysely
      .updateTable("idempotency_keys")
      .set({ request_hash: requestHash, ...response })
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .where("claim", "=", claim)
      .where("erased_at", "is", null),
  );
}
