import { hashSecret } from "@/lib/auth/secret-hash";
import { isSessionSecret } from "@/lib/auth/sessions/session-secret";
import type { Database, Transaction } from "@/lib/db/client";

type Owner = { readonly organizationId: number; readonly userId: number };

/** Ends the session of a secret. A second call changes nothing. */
export async function endSession(database: Database, secret: string, now: Date): Promise<void> {
  if (isSessionSecret(secret)) {
    await database.$executeRaw`
      UPDATE sessions SET ended_at = ${now.toISOString()}::timestamptz
       WHERE secret_hash = ${hashSecret(secret)} AND ended_at IS NULL`;
  }
}

/** Signs a member out everywhere. @returns the number of sessions that ended. */
export function endSessionsOfMember(
  database: Database | Transaction,
  owner: Owner,
  now: Date,
): Promise<number> {
  return database.$executeRaw`
    UPDATE sessions SET ended_at = ${now.toISOString()}::timestamptz
     WHERE organization_id = ${owner.organizationId} AND user_id = ${owner.userId}
       AND ended_at IS NULL`;
}

/** Ends sessions, tokens, share links and invitations, so that reactivation restores none of them. */
export async function endCredentialsOfMember(
  database: Database | Transaction,
  owner: Owner,
  now: Date,
): Promise<void> {
  await endSessionsOfMember(database, owner, now);
  await database.$executeRaw`
    UPDATE api_tokens SET revoked_at = ${now.toISOString()}::timestamptz
     WHERE organization_id = ${owner.organizationId} AND user_id = ${owner.userId}
       AND revoked_at IS NULL`;
  await database.$executeRaw`
    UPDATE share_links SET revoked_at = ${now.toISOString()}::timestamptz
     WHERE organization_id = ${owner.organizationId} AND user_id = ${owner.userId}
       AND revoked_at IS NULL`;
  await database.$executeRaw`
    UPDATE invitations SET ended_at = ${now.toISOString()}::timestamptz
     WHERE organization_id = ${owner.organizationId} AND user_id = ${owner.userId}
       AND ended_at IS NULL`;
}
