import type { Context, PersonContext } from "@/lib/context";
import { decideContest } from "@/lib/performance/contests/decide-contest";
import { raiseContest } from "@/lib/performance/contests/raise-contest";
import type { ContestDecision } from "@/lib/performance/contests/schemas";
import { markContestSeen, withdrawContest } from "@/lib/performance/contests/withdraw-contest";

const DAY = 86_400_000;

type Plot = {
  /** Whose late completion it is. */
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

const plots: readonly Plot[] = [
  {
    username: "jane_smith",
    reason: "I was on leave for two of these days; nobody moved the date.",
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

/** What some people hold against an entry of theirs, and what became of it; nothing where somebody has contested before. */
export async function writeContests(context: Context): Promise<void> {
  const { database, organizationId } = context;
  if ((await database.contest.count({ where: { organizationId } })) > 0) return;
  for (const plot of plots) await tellContest(context, plot);
}

async function tellContest(context: Context, { username, reason, outcome }: Plot): Promise<void> {
  const now = new Date(context.now.getTime() - DAY);
  const person = await actAs(context, username);
  const late = await findLateWork(context, person.actor.userId, now);
  if (late === null) return;
  const { id } = await raiseContest({ ...person, now }, { entryId: late.entryId, reason });
  const which = { id: BigInt(id) };
  if (outcome === "open") return;
  if (outcome === "withdrawn") {
    await withdrawContest(person, which);
    return;
  }
  const decision: ContestDecision = {
    decision: outcome.status,
    reason: outcome.reason,
    ...(outcome.status === "upheld" && { facts: { due_at: late.completedAt.toISOString() } }),
  };
  await decideContest(await actAs(context, outcome.by), { ...which, decision });
  if (outcome.isSeen) await markContestSeen(person, which);
}

/** The last late completion that the ledger had by then. */
async function findLateWork(
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

/** The same organization as this member sees it in a browser. */
async function actAs(context: Context, username: string): Promise<PersonContext> {
  const { database, organizationId } = context;
  const { id, displayName, role, teamId, leadScope } = await database.user.findUniqueOrThrow({
    where: { organizationId_username: { organizationId, username } },
  });
  const person = { userId: id, organizationId, username, displayName, role, teamId, leadScope };
  return { ...context, actor: { ...person, kind: "session", scopes: null, credentialId: 0 } };
}
