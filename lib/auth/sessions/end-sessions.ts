import { hashSecret } from "@/lib/auth/secret-hash";
import { isSessionSecret } from "@/lib/auth/sessions/session-secret";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import type { MemberId } from "@/lib/performance/domain/units/ids";

type Owner = { readonly organizationId: number; readonly userId: MemberId };

/** Ends the session of a secret. A second call changes nothing. */
export async function endSession(database: Database, secret: string, now: Date): Promise<void> {
  if (isSessionSecret(secret)) {
    await execute(
      database,
      kysely
        .updateTable("sessions")
        .set({ ended_at: now })
        .where("secret_hash", "=", hashSecret(secret))
        .where("ended_at", "is", null),
    );
  }
}

/** Signs a member out everywhere. @returns the number of sessions that ended. */
export function endSessionsOfMember(
  database: Database | Transaction,
  owner: Owner,
  now: Date,
): Promise<number> {
  return execute(
    database,
    kysely
      .updateTable("sessions")
      .set({ ended_at: now })
      .where("organization_id", "=", owner.organizationId)
      .where("user_id", "=", owner.userId)
      .where("ended_at", "is", null),
  );
}

/** Ends sessions, tokens, share links and invitations, so that reactivation restores none of them. */
export async function endCredentialsOfMember(
  database: Database | Transaction,
  owner: Owner,
  now: Date,
): Promise<void> {
  await endSessionsOfMember(database, owner, now);
  for (const table of ["api_tokens", "share_links"] as const) {
    await execute(
      database,
      kysely
        .updateTable(table)
        .set({ revoked_at: now })
        .where("organization_id", "=", owner.organizationId)
        .where("user_id", "=", owner.userId)
        .where("revoked_at", "is", null),
    );
  }
  await endInvitationsOfMember(database, owner, now);
}

/** Ends the open invitations of a member. */
export async function endInvitationsOfMember(
  database: Database | Transaction,
  owner: Owner,
  now: Date,
): Promise<void> {
  await execute(
    database,
    kysely
      .updateTable("invitations")
      .set({ ended_at: now })
      .where("organization_id", "=", owner.organizationId)
      .where("user_id", "=", owner.userId)
      .where("ended_at", "is", null),
  );
}
