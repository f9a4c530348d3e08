import "server-only";
import type { PersonContext } from "@/lib/context";
import { listDecisionsAbout } from "@/lib/performance/decisions/queries/decisions";
import type { NamedMember } from "@/lib/performance/domain/privacy/named-member";

const MOST = 10;

/** The decisions about the caller that were recorded, or got a reply, since an instant. */
export async function listNewDecisions(
  { actor, database, organizationId }: PersonContext,
  since: Date,
): Promise<readonly { readonly at: Date; readonly by: NamedMember }[]> {
  const page = { before: null, limit: MOST };
  const decisions = await listDecisionsAbout(database, organizationId, actor.userId, page);
  return decisions
    .map(({ decider, replier, recordedAt, repliedAt }) => {
      const { id, ...names } = repliedAt === null || replier === null ? decider : replier;
      return { at: repliedAt ?? recordedAt, by: { userId: id, ...names } };
    })
    .filter(({ at }) => at >= since);
}
