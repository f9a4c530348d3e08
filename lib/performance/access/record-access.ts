import "server-only";
import { type Context, getActorId } from "@/lib/context";
import {
  type AccessSubject,
  insertAccessRecord,
} from "@/lib/performance/access/queries/access-records";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** Where a member's figures were shown: an endpoint, or the page that shows the same. */
export type Surface =
  | "summary"
  | "metrics"
  | "history"
  | "trends"
  | "snapshots"
  | "explanation"
  | "what_if"
  | "letter"
  | "milestones"
  | "badges"
  | "assignments"
  | "export"
  | "comparison"
  | "team"
  | "top_performers"
  | "leaderboard"
  | "team_trends"
  | "distribution"
  | "statistics"
  | "analytics_trends"
  | "analytics_teams"
  | "heatmap"
  | "logs"
  | "policy_preview"
  | "contests"
  | "decisions";

const HOUR = 3_600_000;
const getHour = (now: Date): Date => new Date(Math.floor(now.getTime() / HOUR) * HOUR);

const remembered = new Set<string>();
const mostRemembered = 50_000;

/**
 * Records that the caller viewed a member's figures, at most once an hour. Members' views of their own figures and
 * reads by the service itself leave no record.
 */
export async function recordAccess(
  { actor, database, now, organizationId }: Context,
  subject: AccessSubject,
  surface: Surface,
): Promise<void> {
  if (actor.kind === "system") return;
  if (subject.type === "member" && subject.id === actor.userId) return;
  const hour = getHour(now);
  const key = [
    organizationId,
    getActorId(actor),
    subject.type,
    subject.id,
    surface,
    hour.getTime(),
  ].join();
  if (remembered.has(key)) return;
  await insertAccessRecord(database, organizationId, {
    viewerId: getActorId(actor),
    subject,
    surface,
    hour,
  });
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.add(key);
}

/** Records that the operator reads a member's data by command line, so that the member sees it. */
export async function recordOperatorAccess(
  { database, now, organizationId }: Context,
  userId: MemberId,
  surface: Surface,
): Promise<void> {
  const subject = { type: "member", id: userId } as const;
  const record = { viewerId: null, subject, surface, hour: getHour(now) };
  await insertAccessRecord(database, organizationId, record);
}
