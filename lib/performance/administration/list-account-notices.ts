import "server-only";
import type { PersonContext } from "@/lib/context";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import type { AccountNotice } from "@/lib/performance/administration/audit-log-schemas";
import { listEntriesAboutAccess } from "@/lib/performance/administration/queries/audit-entries";
import { listNewDecisions } from "@/lib/performance/decisions/list-new-decisions";
import type { NamedActor } from "@/lib/performance/domain/privacy/named-member";
import { listUnreadRuleChanges } from "@/lib/performance/notice/list-rule-changes";
import { listOperatorReads } from "@/lib/performance/privacy/get-access-log";

const NOTICE_DAYS = 30;
const MOST = 10;

/** The notices of the caller of the last 30 days, at most ten, newest first. */
export async function listAccountNotices(
  context: PersonContext,
): Promise<readonly AccountNotice[]> {
  const { actor, database, organizationId, now } = context;
  const { userId } = actor;
  const since = new Date(now.getTime() - NOTICE_DAYS * 86_400_000);
  const [entries, reads, rules, decisions] = await Promise.all([
    listEntriesAboutAccess(database, organizationId, userId, { since, limit: MOST }),
    listOperatorReads(context, { userId, since, limit: MOST }),
    listUnreadRuleChanges(context, since),
    listNewDecisions(context, since),
  ]);
  const toName = (by: NamedActor | null) =>
    by === null ? null : serializeName(context, by).display_name;
  const notices = [
    ...rules.map(
      (rule): AccountNotice => ({
        kind: rule.kind,
        by: rule.kind === "policy" ? toName(rule.by) : null,
        at: rule.at.toISOString(),
      }),
    ),
    ...entries.map(
      ({ action, actor: by, createdAt }): AccountNotice => ({
        kind: action === "token.create" ? "token" : "reset_link",
        by: toName(by),
        at: createdAt.toISOString(),
      }),
    ),
    ...decisions.map(
      ({ at, by }): AccountNotice => ({ kind: "decision", by: toName(by), at: at.toISOString() }),
    ),
    ...reads.map((at): AccountNotice => ({ kind: "export", by: null, at: at.toISOString() })),
  ];
  return notices.toSorted((left, right) => right.at.localeCompare(left.at)).slice(0, MOST);
}
