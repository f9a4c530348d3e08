import "server-only";
import { sql } from "kysely";
import { kysely } from "@/lib/db/kysely";
import { serviceAccountPrefix } from "@/lib/performance/domain/privacy/named-member";
import type { ActorId } from "@/lib/performance/domain/units/ids";

/**
 * Those who act in an organization, by the id that the records name: members, and service accounts, which have the same
 * name in every privacy mode, because they are no person.
 */
export function selectNamedActors(organizationId: number) {
  const members = kysely
    .selectFrom("users as member")
    .select(["member.organization_id", "member.team_id", "member.username"])
    .select(["member.display_name", "member.alias"])
    .select((eb) => eb.ref("member.id").$castTo<ActorId>().as("id"))
    .where("member.organization_id", "=", organizationId);
  const accounts = kysely
    .selectFrom("service_accounts as account")
    .select((eb) => {
      const id = eb.ref("account.id");
      return [
        "account.organization_id",
        sql<number | null>`null::int4`.as("team_id"),
        sql<string>`${serviceAccountPrefix}::text || ${id}::text`.as("username"),
        "account.name as display_name",
        "account.name as alias",
        id.$castTo<ActorId>().as("id"),
      ];
    })
    .where("account.organization_id", "=", organizationId);
  return members.unionAll(accounts);
}
