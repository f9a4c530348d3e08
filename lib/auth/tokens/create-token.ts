import { sql } from "kysely";
import { insertCredentialAudits, selectOwner } from "@/lib/auth/credential-statements";
import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken } from "@/lib/auth/tokens/token-format";
import type { Context, TokenScope } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import { listScopesOfRole } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";

type CreateTokenInput = {
  readonly userId: MemberId;
  /** 1–100 characters. The owner recognizes the token by it. */
  readonly name: string;
  /** Null for all scopes that the owner's role allows. */
  readonly scopes: readonly TokenScope[] | null;
  /** Lifetime, 1–365. */
  readonly days: number;
};

export type CreatedToken = {
  readonly id: number;
  readonly name: string;
  /** Shown only once: the database keeps its hash. */
  readonly token: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date;
};

/**
 * Creates a token for the signed-in member, or for any member from the command line.
 * @throws AppError `forbidden` for another member, and if a token requests it; `not_found` for an unknown or
 * deactivated member; `invalid_request` for a name or a lifetime out of range, and for scopes beyond the owner's role.
 */
export async function createToken(
  context: Context,
  input: CreateTokenInput,
): Promise<CreatedToken> {
  const { actor, database, now, organizationId } = context;
  // A leaked token could otherwise create tokens that outlive it.
  if (actor.kind === "token" || (actor.kind === "session" && actor.userId !== input.userId)) {
    throw createForbiddenError();
  }
  requireCredentialTerms("token", input);
  const owner = await selectRow(
    database,
    kysely
      .selectFrom("users")
      .select("role")
      .where("organization_id", "=", organizationId)
      .where("id", "=", input.userId)
      .where("deactivated_at", "is", null),
  );
  if (owner === null) {
    throw createNotFoundError();
  }
  const allowed = listScopesOfRole(owner.role);
  const scopes = requireScopes(input.scopes ?? allowed, allowed);
  const name = input.name.trim();
  const token = generateToken();
  const expiresAt = new Date(now.getTime() + input.days * 86_400_000);
  const created = await selectRow(
    database,
    kysely
      .with("owner", () => selectOwner(organizationId, input.userId))
      .with("created", (db) =>
        db
          .insertInto("api_tokens")
          .columns([
            ...(["organization_id", "user_id", "name", "token_hash", "scopes"] as const),
            ...(["created_at", "expires_at"] as const),
          ])
          .expression(
            db
              .selectFrom("owner")
              .select([
                "owner.organization_id",
                "owner.id",
                parameter(name, "text").as("name"),
                parameter(hashSecret(token), "text").as("token_hash"),
                sql`${[...scopes]}::text[]`.as("scopes"),
                parameter(now, "timestamptz").as("created_at"),
                parameter(expiresAt, "timestamptz").as("expires_at"),
              ]),
          )
          .returning("id"),
      )
      .with("audited", (db) =>
        insertCredentialAudits(db.selectFrom("created").select("created.id"), {
          ...{ organizationId, actorId: actor.userId, now },
          ...{ action: "token.create", subjectType: "token" },
        }),
      )
      .selectFrom("created")
      .select("created.id"),
  );
  if (created === null) {
    // The owner was deactivated in the meantime.
    throw createNotFoundError();
  }
  return { id: created.id, name, token, scopes, expiresAt };
}

function requireScopes(
  requested: readonly TokenScope[],
  allowed: readonly TokenScope[],
): readonly TokenScope[] {
  const excess = requested.filter((scope) => !allowed.includes(scope));
  if (excess.length > 0 || requested.length === 0) {
    const reason =
      requested.length === 0
        ? "name at least one scope"
        : `the owner's role does not allow ${excess.join(", ")}; it allows ${allowed.join(", ")}`;
    throw new AppError("invalid_request", `No token was created: ${reason}.`, {
      invalidParams: [{ name: "scopes", reason }],
    });
  }
  return allowed.filter((scope) => requested.includes(scope));
}
