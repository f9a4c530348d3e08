import { sql } from "kysely";
import { insertCredentialAudits, selectOwner } from "@/lib/auth/credential-statements";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import { getActorId, type PersonContext } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { withCommitWorkOf } from "@/lib/db/transaction";
import { createNotFoundError } from "@/lib/errors";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { requireShareLinks } from "@/lib/performance/access/privacy-mode";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** The link's name in the member's data export. */
const NAME = "widget token";

type CreateWidgetTokenInput = {
  /** The caller, whose widget the token opens. */
  readonly userId: MemberId;
  /** Maximum lifetime, 5–1,440. */
  readonly minutes: number;
};

export type CreatedWidgetToken = {
  readonly id: number;
  /** Shown only once: the database keeps its hash. */
  readonly token: string;
  readonly expiresAt: Date;
};

/**
 * Creates a short-lived share link for the caller's widget. If an API token requests it, it ends with that token at the
 * latest, whether the token expires or is revoked.
 * @throws AppError `forbidden` for another member's widget, and if the organization's privacy mode allows no links;
 * `not_found` if the owner was deactivated or the token ended in the meantime.
 */
export async function createWidgetToken(
  context: PersonContext,
  { userId, minutes }: CreateWidgetTokenInput,
): Promise<CreatedWidgetToken> {
  const { actor, database, now, organization, organizationId } = context;
  requireMayRequestMember(actor, userId, null);
  requireShareLinks(organization);
  const token = generateToken(shareSecretPrefix);
  const apiTokenId = actor.kind === "token" ? actor.credentialId : null;
  const latest = new Date(now.getTime() + minutes * 60_000);
  const statement = kysely
    .with("owner", () => selectOwner(organizationId, userId))
    .with("asked_with", (db) =>
      db
        .selectFrom("api_tokens")
        .select(["api_tokens.id", "api_tokens.expires_at"])
        .where("api_tokens.organization_id", "=", organizationId)
        .where("api_tokens.id", "=", parameter(apiTokenId, "int4"))
        .where("api_tokens.user_id", "=", userId)
        .where("api_tokens.revoked_at", "is", null)
        .where("api_tokens.expires_at", ">", now)
        .forShare(),
    )
    .with("created", (db) =>
      db
        .insertInto("share_links")
        .columns([
          ...(["organization_id", "user_id", "shares", "name", "secret_hash"] as const),
          ...(["created_at", "expires_at", "api_token_id"] as const),
        ])
        .expression(
          db
            .selectFrom("owner")
            .leftJoin("asked_with", (join) => join.onTrue())
            .select((eb) => [
              "owner.organization_id",
              "owner.id",
              sql`'widget'::"SharedThing"`.as("shares"),
              parameter(NAME, "text").as("name"),
              parameter(hashSecret(token), "text").as("secret_hash"),
              parameter(now, "timestamptz").as("created_at"),
              sql`least(${parameter(latest, "timestamptz")}, ${eb.ref("asked_with.expires_at")})`.as(
                "expires_at",
              ),
              "asked_with.id as api_token_id",
            ])
            .where("asked_with.id", "is not distinct from", parameter(apiTokenId, "int4")),
        )
        .returning(["id", "expires_at"]),
    )
    .with("audited", (db) =>
      insertCredentialAudits(db.selectFrom("created").select("created.id"), {
        ...{ organizationId, actorId: getActorId(actor), now },
        ...{ action: "share_link.create", subjectType: "share_link" },
        detail: { shares: "widget", minutes, token: apiTokenId },
      }),
    )
    .selectFrom("created")
    .select(["created.id", "created.expires_at"]);
  const created = await withCommitWorkOf(database, (connection) =>
    selectRow(connection, statement),
  );
  if (created === null) throw createNotFoundError();
  return { id: created.id, token, expiresAt: created.expires_at };
}
