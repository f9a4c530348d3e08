import type { Context, PersonContext, PrivacyMode, Role } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { createMember } from "@/lib/performance/members/create-member";
import { actAs } from "./act-as";
import { makeOrganization } from "./make-organization";
import { recordAssignmentsFor } from "./record-work";

const DAY = 86_400_000;
const HOUR = 3_600_000;

type Teams = Readonly<Record<string, number>>;

export type WorkingOrganization = {
  readonly context: Context;
  readonly teamIds: ReadonlyMap<string, number>;
  /** By team, in the order of ids; members without a team have the empty name. */
  readonly userIds: ReadonlyMap<string, readonly number[]>;
  /** A member with a role and a team but without completions. */
  readonly managerId: number;
  readonly deactivatedId: number;
  readonly as: (userId: number, role: Role, seen?: ViewerOptions) => PersonContext;
};

type ViewerOptions = {
  readonly team?: string;
  readonly privacyMode?: PrivacyMode;
  readonly employeeLeaderboard?: boolean;
};

/**
 * An organization whose members, a number in each team, completed assignments for some months. The first two members
 * have the same completions, the last has too few to be ranked, and one of the best is deactivated.
 */
export async function makeWorkingOrganization(
  database: Database,
  teams: Teams = { red: 6, blue: 5, "": 2 },
): Promise<WorkingOrganization> {
  const { context, userIds: firstIds } = await makeOrganization(database);
  const [deactivatedId = 0] = firstIds;
  const work: AssignmentInput[] = [...toAssignment(context, deactivatedId, 0, 40)];
  const teamIds = new Map<string, number>();
  const userIds = new Map<string, number[]>();
  const last = Object.values(teams).reduce((sum, size) => sum + size, 0) - 1;
  let index = 0;
  for (const [team, size] of Object.entries(teams)) {
    const ids: number[] = [];
    for (let number = 0; number < size; number += 1) {
      const made = await createMember(context, {
        username: `${team === "" ? "free" : team}-${number}`,
        role: "employee",
        team: team === "" ? null : team,
      });
      if (made.teamId !== null) teamIds.set(team, made.teamId);
      ids.push(made.id);
      const pattern = Math.max(1, index);
      work.push(...toAssignment(context, made.id, pattern, index === last ? 2 : 6 + 2 * pattern));
      index += 1;
    }
    userIds.set(team, ids);
  }
  await recordAssignmentsFor(context, work);
  const manager = await createMember(context, { username: "manager", role: "manager" });
  await deactivate(context, deactivatedId);
  return {
    context,
    teamIds,
    userIds,
    deactivatedId,
    managerId: manager.id,
    as: (userId, role, { team = "", privacyMode = "named", employeeLeaderboard = false } = {}) => {
      const seen = actAs(context, {
        userId,
        role,
        privacyMode,
        teamId: teamIds.get(team) ?? null,
      });
      return { ...seen, organization: { ...seen.organization, employeeLeaderboard } };
    },
  };
}

/** Pattern 0 is perfect; the others differ in being on time, in difficulty and in skill match. */
function toAssignment(
  { now }: Context,
  userId: number,
  pattern: number,
  count: number,
): readonly AssignmentInput[] {
  return Array.from({ length: count }, (_, index) => {
    const completedAt = new Date(now.getTime() - index * 2 * DAY - (pattern + 1) * HOUR);
    const isLate = pattern > 0 && (index * 7 + pattern) % (pattern + 1) > 1;
    return {
      externalId: `work-${userId}-${index}`,
      userId,
      title: `Task ${index}`,
      assignedAt: new Date(completedAt.getTime() - 5 * DAY),
      dueAt: new Date(completedAt.getTime() + (isLate ? -1 : 30) * HOUR),
      completedAt,
      difficulty: toDifficultyHundredths(
        pattern === 0 ? 1000 : (300 + index * 37 + pattern * 101) % 1001,
      ),
      skillMatch: toMatchTenThousandths(
        pattern === 0 ? 10_000 : (4000 + index * 911 + pattern * 373) % 10_001,
      ),
    };
  });
}

async function deactivate({ database, organizationId }: Context, userId: number): Promise<void> {
  await database.$executeRaw`
    WITH deactivated AS (
      UPDATE users SET deactivated_at = now() WHERE organization_id = ${organizationId} AND id = ${userId}
    )
    UPDATE user_performance SET is_active = false
    WHERE organization_id = ${organizationId} AND user_id = ${userId}`;
}
