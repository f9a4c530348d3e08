import { insertCredentialAudits } from "@/lib/auth/credential-statements";
import { type Context, getActorId } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { createNotFoundError } from "@/lib/errors";

/**
 * Revokes a token of the caller, or any member's token from the command line. Its next request is 401, in every
 * process. A second call changes nothing.
 * @throws AppError `not_found` for an unknown token and for another member's token.
 */
export async function revokeToken(context: Context, input: { readonly id: number }): Promise<void> {
  const { actor, database, now, organizationId } = context;
  const found = await selectRow(
    database,
    kysely
      .with("found", (db) =>
        db
          .selectFrom("api_tokens")
          .select(["api_tokens.id", "api_tokens.revoked_at"])
          .where("api_tokens.organization_id", "=", organizationId)
          .where("api_tokens.id", "=", input.id)
          .where((eb) =>
            actor.kind === "system" ? eb.lit(true) : eb("api_tokens.user_id", "=", actor.userId),
          ),
      )
      .with("revoked", (db) =>
        db
          .updateTable("api_tokens")
          .set({ revoked_at: now })
          .where("api_tokens.organization_id", "=", organizationId)
          .where("api_tokens.id", "=", (eb) =>
            eb.selectFrom("found").select("found.id").where("found.revoked_at", "is", null),
          )
          .returning("api_tokens.id"),
      )
      .with("audited", (db) =>
        insertCredentialAudits(db.selectFrom("revoked").select("revoked.id"), {
          ...{ organizationId, actorId: getActorId(actor), now },
          ...{ action: "token.revoke", subjectType: "token" },
        }),
      )
      .selectFrom("found")
      .select("found.id"),
  );
  if (found === null) {
    throw createNotFoundError();
  }
}
