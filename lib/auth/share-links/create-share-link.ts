import { sql } from "kysely";
import { insertCredentialAudits, selectOwner } from "@/lib/auth/credential-statements";
import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import { getActorId, type PersonContext, type SharedKind } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { withCommitWorkOf } from "@/lib/db/transaction";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requireShareLinks } from "@/lib/performance/access/privacy-mode";

type CreateShareLinkInput = {
  /** 1–100 characters. The owner recognizes the link by it. */
  readonly name: string;
  readonly shares: SharedKind;
  /** Lifetime, 1–365. */
  readonly days: number;
};

export type CreatedShareLink = {
  readonly id: number;
  readonly name: string;
  readonly shares: SharedKind;
  /** Shown only once: the database keeps its hash. */
  readonly secret: string;
  readonly expiresAt: Date;
};

/**
 * Creates a link that shows the caller's widget or badges to anyone who has it.
 * @throws AppError `forbidden` for a token, because the link would outlive it, and if the organization's privacy mode
 * allows no links; `invalid_request` for a name or a lifetime out of range; `not_found` if the caller was deactivated
 * in the meantime.
 */
export async function createShareLink(
  context: PersonContext,
  { name: rawName, shares, days }: CreateShareLinkInput,
): Promise<CreatedShareLink> {
  const { actor, database, now, organization, organizationId } = context;
  if (actor.kind !== "session") {
    throw createForbiddenError("browser_only");
  }
  requireShareLinks(organization);
  requireCredentialTerms("link", { name: rawName, days });
  const name = rawName.trim();
  const secret = generateToken(shareSecretPrefix);
  const expiresAt = new Date(now.getTime() + days * 86_400_000);
  const statement = kysely
    .with("owner", () => selectOwner(organizationId, actor.userId))
    .with("created", (db) =>
      db
        .insertInto("share_links")
        .columns([
          ...(["organization_id", "user_id", "shares", "name", "secret_hash"] as const),
          ...(["created_at", "expires_at"] as const),
        ])
        .expression(
          db
            .selectFrom("owner")
            .select([
              "owner.organization_id",
              "owner.id",
              sql`${shares}::"SharedThing"`.as("shares"),
              parameter(name, "text").as("name"),
              parameter(hashSecret(secret), "text").as("secret_hash"),
              parameter(now, "timestamptz").as("created_at"),
              parameter(expiresAt, "timestamptz").as("expires_at"),
            ]),
        )
        .returning("id"),
    )
    .with("audited", (db) =>
      insertCredentialAudits(db.selectFrom("created").select("created.id"), {
        ...{ organizationId, actorId: getActorId(actor), now, detail: { shares, days } },
        ...{ action: "share_link.create", subjectType: "share_link" },
      }),
    )
    .selectFrom("created")
    .select("created.id");
  const created = await withCommitWorkOf(database, (connection) =>
    selectRow(connection, statement),
  );
  if (created === null) {
    // The owner was deactivated in the meantime.
    throw createNotFoundError();
  }
  return { id: created.id, name, shares, secret, expiresAt };
}
