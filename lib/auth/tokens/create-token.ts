import { sql } from "kysely";
import { insertCredentialAudits, selectOwner } from "@/lib/auth/credential-statements";
import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken } from "@/lib/auth/tokens/token-format";
import { type Context, getActorId, type TokenScope } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import { listScopesOfRole } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** Each token has a rate limit of its own, so their number limits what their owner can send. */
export const MAX_TOKENS = 50;

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
 * deactivated member; `invalid_request` for a name or a lifetime out of range, and for scopes beyond the owner's role;
 * `conflict` for more than 50 tokens that are neither revoked nor expired.
 */
export async function createToken(
  context: Context,
  input: CreateTokenInput,
): Promise<CreatedToken> {
  const { actor, database, now, organizationId } = context;
  // A leaked token could otherwise create tokens that outlive it.
  if (actor.kind === "token" || (actor.kind === "session" && actor.userId !== input.userId)) {
    throw createForbiddenError(actor.kind === "token" ? "browser_only" : "only_yourself");
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
  const expiresAt = new Date(now.getTime() + input.days * 86_400_000);
  const token = generateToken();
  const row = { userId: input.userId, name: input.name.trim(), token, scopes, expiresAt };
  const created = await withTransaction(database, async (transaction) => {
    await requireFewTokens(transaction, context, input.userId);
    return await insertToken(transaction, context, row);
  });
  if (created === null) {
    // The owner was deactivated in the meantime.
    throw createNotFoundError();
  }
  return { id: created.id, name: row.name, token, scopes, expiresAt };
}

type NewToken = Pick<CreatedToken, "name" | "token" | "scopes" | "expiresAt"> & {
  readonly userId: MemberId;
};

/** Null where the owner was deactivated in the meantime. */
function insertToken(
  transaction: Transaction,
  { actor, now, organizationId }: Context,
  { userId, name, token, scopes, expiresAt }: NewToken,
): Promise<{ readonly id: number } | null> {
  return selectRow(
    transaction,
    kysely
      .with("owner", () => selectOwner(organizationId, userId))
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
          ...{ organizationId, actorId: getActorId(actor), now },
          ...{ action: "token.create", subjectType: "token" },
        }),
      )
      .selectFrom("created")
      .select("created.id"),
  );
}

/** Locks the owner, so that two requests at once cannot both create the last token. */
async function requireFewTokens(
  transaction: Transaction,
  { now, organizationId }: Context,
  userId: MemberId,
): Promise<void> {
  await selectRow(
    transaction,
    kysely
      .selectFrom("users")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("id", "=", userId)
      .forNoKeyUpdate(),
  );
  const tokens = await selectRow(
    transaction,
    kysely
      .selectFrom("api_tokens")
      .select((eb) => sql<number>`${eb.fn.countAll()}::int`.as("count"))
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", userId)
      .where("revoked_at", "is", null)
      .where("expires_at", ">", now),
  );
  if ((tokens?.count ?? 0) >= MAX_TOKENS) {
    throw new AppError(
      "conflict",
      `A member has at most ${MAX_TOKENS} tokens at a time. Revoke one that is not used any more, then create this one.`,
    );
  }
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
