import { isUseUnrecorded, toMinute } from "@/lib/auth/credential-statements";
import { organizationColumns, toOrganizationSettings } from "@/lib/auth/find-credential";
import { hashSecret } from "@/lib/auth/secret-hash";
import { isWellFormedToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import type { LinkContext, PublicContext, SharedKind } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import { allowsShareLinks } from "@/lib/performance/access/privacy-mode";

/**
 * Finds the target of a share link and records its use. Null for a link that is unknown, expired or revoked, that
 * shares something else, or whose API token was revoked; also for a deactivated owner, and for an organization that
 * hides names. The result is the same for all of them, so that it reveals nothing.
 */
export async function findShareLink(
  base: PublicContext,
  secret: string,
  shares: SharedKind,
): Promise<LinkContext | null> {
  if (!isWellFormedToken(secret, shareSecretPrefix)) {
    return null;
  }
  const { database, now } = base;
  const row = await selectRow(
    database,
    kysely
      .selectFrom("share_links as link")
      .innerJoin("users as member", (join) =>
        join
          .onRef("member.organization_id", "=", "link.organization_id")
          .onRef("member.id", "=", "link.user_id"),
      )
      .innerJoin("organizations as organization", "organization.id", "link.organization_id")
      .leftJoin("api_tokens as token", (join) =>
        join
          .onRef("token.organization_id", "=", "link.organization_id")
          .onRef("token.id", "=", "link.api_token_id"),
      )
      .select(["link.id", "link.user_id", "link.last_used_at"])
      .select(organizationColumns)
      .where("link.secret_hash", "=", hashSecret(secret))
      .where("link.shares", "=", shares)
      .where("link.revoked_at", "is", null)
      .where("link.expires_at", ">", now)
      .where("member.deactivated_at", "is", null)
      .where((eb) =>
        eb.or([eb("link.api_token_id", "is", null), eb("token.revoked_at", "is", null)]),
      ),
  );
  if (row === null) {
    return null;
  }
  const organization = toOrganizationSettings(row, now);
  if (!allowsShareLinks(organization)) {
    return null;
  }
  if (isUseUnrecorded(row.last_used_at, now)) {
    await recordLinkUse(database, row, toMinute(now));
  }
  return {
    ...base,
    organizationId: organization.id,
    organization,
    link: {
      kind: "link",
      organizationId: organization.id,
      userId: row.user_id,
      credentialId: row.id,
      shares,
    },
  };
}

async function recordLinkUse(
  database: Database,
  link: { readonly organization_id: number; readonly id: number },
  minute: Date,
): Promise<void> {
  await execute(
    database,
    kysely
      .updateTable("share_links")
      .set({ last_used_at: minute })
      .where("organization_id", "=", link.organization_id)
      .where("id", "=", link.id)
      .where((eb) => eb.or([eb("last_used_at", "is", null), eb("last_used_at", "<", minute)])),
  );
}
