import "server-only";
import type { Context } from "@/lib/context";
import type { AnnouncedChange } from "@/lib/performance/administration/proposal-schemas";
import { listAnnouncedProposals } from "@/lib/performance/members/queries/proposals";

/** What is announced to every member, the next change first. */
export async function listAnnouncedChanges({
  database,
  organizationId,
  now,
}: Context): Promise<readonly AnnouncedChange[]> {
  const announced = await listAnnouncedProposals(database, organizationId, now);
  return announced.flatMap(({ id, setting, to_value: to, effective_at: at }) =>
    at === null ? [] : [{ id, setting, to, effectiveAt: at.toISOString() }],
  );
}
