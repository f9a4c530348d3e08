import type { Context } from "@/lib/context";
import { subtractMonths } from "@/lib/performance/domain/time/subtract-months";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { setDeactivatedAt } from "@/lib/performance/members/queries/member-records";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";

/** Deactivates a member as of some months ago. */
export async function makeFormerMember(
  { database, organizationId, now }: Context,
  userId: MemberId,
  months: number,
): Promise<void> {
  await withOrganizationLock(database, organizationId, (transaction) =>
    setDeactivatedAt(transaction, organizationId, userId, subtractMonths(now, months)),
  );
}
