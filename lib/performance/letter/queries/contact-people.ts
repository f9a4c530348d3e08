import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";

export type ContactPerson = { readonly displayName: string; readonly role: "team_lead" | "admin" };

/** The active leads of a member's team, then the active administrators, by name; never the member. */
export async function listContactPeople(
  database: Database,
  organizationId: number,
  { userId, teamId }: { readonly userId: MemberId; readonly teamId: TeamId | null },
  limit: number,
): Promise<readonly ContactPerson[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("users as person")
      .select(["person.display_name", "person.role"])
      .where("person.organization_id", "=", organizationId)
      .where("person.id", "!=", userId)
      .where("person.deactivated_at", "is", null)
      .where((eb) =>
        eb.or([
          eb("person.role", "=", "admin"),
          ...(teamId === null
            ? []
            : [eb.and([eb("person.role", "=", "team_lead"), eb("person.team_id", "=", teamId)])]),
        ]),
      )
      .orderBy((eb) => eb("person.role", "=", "admin"))
      .orderBy("person.display_name")
      .orderBy("person.id")
      .limit(limit),
  );
  return rows.flatMap(({ display_name: displayName, role }) =>
    role === "team_lead" || role === "admin" ? { displayName, role } : [],
  );
}
