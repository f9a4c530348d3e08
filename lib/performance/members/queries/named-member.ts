import "server-only";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { lower } from "@/lib/db/text";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/**
 * The member with this alias or, with `isNamed`, this username or e-mail address, without erased people.
 * @param name in lower case.
 */
export async function findNamedMember(
  database: Database,
  organizationId: number,
  name: string,
  { isNamed }: { readonly isNamed: boolean },
): Promise<MemberId | null> {
  const found = await selectRow(
    database,
    kysely
      .selectFrom("users")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("erased_at", "is", null)
      .where((eb) =>
        eb.or([
          eb(lower(eb.ref("alias")), "=", name),
          ...(isNamed ? [eb(lower(eb.ref("username")), "=", name), eb("email", "=", name)] : []),
        ]),
      )
      .orderBy("id")
      .limit(1),
  );
  return found?.id ?? null;
}
