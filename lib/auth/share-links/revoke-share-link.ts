import { insertCredentialAudits } from "@/lib/auth/credential-statements";
import { getActorId, type PersonContext } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { createNotFoundError } from "@/lib/errors";

/**
 * Revokes a share link of the caller. It shows nothing from the next request on, in every process. A second call
 * changes nothing.
 * @throws AppError `not_found` for an unknown link and for another member's link.
 */
export async function revokeShareLink(
  { actor, database, now, organizationId }: PersonContext,
  { id }: { readonly id: number },
): Promise<void> {
  const found = await selectRow(
    database,
    kysely
      .with("found", (db) =>
        db
          .selectFrom("share_links")
          .select(["share_links.id", "share_links.revoked_at"])
          .where("share_links.organization_id", "=", organizationId)
          .where("share_links.id", "=", id)
          .where("share_links.user_id", "=", actor.userId),
      )
      .with("revoked", (db) =>
        db
          .updateTable("share_links")
          .set({ revoked_at: now })
          .where("share_links.organization_id", "=", organizationId)
          .where("share_links.id", "=", (eb) =>
            eb.selectFrom("found").select("found.id").where("found.revoked_at", "is", null),
          )
          .returning("share_links.id"),
      )
      .with("audited", (db) =>
        insertCredentialAudits(db.selectFrom("revoked").select("revoked.id"), {
          ...{ organizationId, actorId: getActorId(actor), now },
          ...{ action: "share_link.revoke", subjectType: "share_link" },
        }),
      )
      .selectFrom("found")
      .select("found.id"),
  );
  if (found === null) {
    throw createNotFoundError();
  }
}
