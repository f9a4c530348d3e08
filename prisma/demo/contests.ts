import type { Context, PersonContext } from "@/lib/context";
import { decideContest } from "@/lib/performance/contests/decide-contest";
import { raiseContest } from "@/lib/performance/contests/raise-contest";
import type { ContestDecision } from "@/lib/performance/contests/schemas";
import { markContestSeen, withdrawContest } from "@/lib/performance/contests/withdraw-contest";

const DAY = 86_400_000;

type DemoContest = {
  /** The member with the late completion. */
  readonly username: string;
  readonly reason: string;
  readonly outcome:
    | "open"
    | "withdrawn"
    | {
        readonly by: string;
        readonly status: "upheld" | "rejected";
        readonly reason: string;
        readonly isSeen: boolean;
      };
};

const demoContests: readonly DemoContest[] = [
  {
    username: "jane_smith",
    reason: "I was on leave for two of these days, but the date was not moved.",
    outcome: {
      by: "tomasz_nowak",
      status: "rejected",
      reason: "The date was set after your leave was known, and we had agreed on it together.",
      isSeen: true,
    },
  },
  {
    username: "john_doe",
    reason: "The review took three days longer than planned. I handed it in before the date.",
    outcome: {
      by: "tomasz_nowak",
      status: "rejected",
      reason:
        "What counts is when the work was done, review included. I will plan more time for it.",
      isSeen: false,
    },
  },
  {
    username: "aiko_tanaka",
    reason: "The client moved the date; the mail with the new one went to Amara as well.",
    outcome: {
      by: "amara_okafor",
      status: "upheld",
      reason: "Right, I had forgotten to change it here. Thank you.",
      isSeen: false,
    },
  },
  {
    username: "elif_yildiz",
    reason: "I think the date is wrong.",
    outcome: "withdrawn",
  },
  {
    username: "priya_raman",
    reason:
      "This waited four days for access to the system of the customer. I had asked for it on the first day.",
    outcome: "open",
  },
  {
    username: "noah_kim",
    reason: "It was done on time; I pressed the button the next morning.",
    outcome: "open",
  },
];

/** Creates contests of some members with their decisions. Does nothing if the organization has a contest. */
export async function createContests(context: Context): Promise<void> {
  const { database, organizationId } = context;
  if ((await database.contest.count({ where: { organizationId } })) > 0) return;
  for (const plot of demoContests) await createDemoContest(context, plot);
}

async function createDemoContest(
  context: Context,
  { username, reason, outcome }: DemoContest,
): Promise<void> {
  const now = new Date(context.now.getTime() - DAY);
  const person = await actAs(context, username);
  const late = await findLateCompletion(context, person.actor.userId, now);
  if (late === null) return;
  const { id } = await raiseContest({ ...person, now }, { entryId: late.entryId, reason });
  const target = { id: BigInt(id) };
  if (outcome === "open") return;
  if (outcome === "withdrawn") {
    await withdrawContest(person, target);
    return;
  }
  const decision: ContestDecision = {
    decision: outcome.status,
    reason: outcome.reason,
    ...(outcome.status === "upheld" && { facts: { due_at: late.completedAt.toISOString() } }),
  };
  await decideContest(await actAs(context, outcome.by), { ...target, decision });
  if (outcome.isSeen) await markContestSeen(person, target);
}

/** The last late completion that was recorded before this time. */
async function findLateCompletion(
  { database, organizationId }: Context,
  userId: number,
  before: Date,
): Promise<{ readonly entryId: bigint; readonly completedAt: Date } | null> {
  return database.performanceFact.findFirst({
    where: { organizationId, userId, onTime: false, entry: { recordedAt: { lt: before } } },
    orderBy: [{ completedAt: "desc" }, { assignmentId: "desc" }],
    select: { entryId: true, completedAt: true },
  });
}

/** The context of a member in a browser. */
async function actAs(context: Context, username: string): Promise<PersonContext> {
  const { database, organizationId } = context;
  const { id, displayName, role, teamId, leadScope } = await database.user.findUniqueOrThrow({
    where: { organizationId_username: { organizationId, username } },
  });
  const person = { userId: id, organizationId, username, displayName, role, teamId, leadScope };
  return { ...context, actor: { ...person, kind: "session", scopes: null, credentialId: 0 } };
}
