import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { containsText } from "@/lib/db/text";
import type { MemberId } from "@/lib/performance/domain/units/ids";

export type PeopleSearch = {
  readonly text: string;
  /** Whether the reader sees the names of all members; else the aliases of all but themself. */
  readonly showsNames: boolean;
  /** The reader; null: a program of the service. */
  readonly readerId: MemberId | null;
};

/**
 * The active members whose name, username or e-mail address contains a text, in any case. Where the reader sees
 * aliases, only these are searched.
 */
export async function searchMemberIds(
  database: Database | Transaction,
  organizationId: number,
  { text, showsNames, readerId }: PeopleSearch,
): Promise<readonly MemberId[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("users")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("deactivated_at", "is", null)
      .where((eb) => {
        const seesName = eb.or([eb.lit(showsNames), eb("id", "=", parameter(readerId, "int4"))]);
        const name = sql<string>`${eb.ref("display_name")} || ' (' || ${eb.ref("username")} || ')' || chr(10)
          || coalesce(${eb.ref("email")}, '')`;
        const seenName = eb.case().when(seesName).then(name).else(eb.ref("alias")).end();
        return containsText(seenName, text);
      }),
  );
  return rows.map(({ id }) => id);
}
