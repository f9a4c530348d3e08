import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeLate, inTime, makeContest, REASON } from "@/app/api/_tests/make-contest";
import { makeStudio } from "@/app/api/_tests/make-teams";
import type { Context, Role } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import type { ContestDecision } from "@/lib/performance/contests/schemas";
import { actAs } from "@/lib/performance/testing/act-as";
import { writeInBetween } from "@/lib/performance/testing/write-in-between";
import { frozenNow } from "@/lib/testing/frozen-now";
import { decideContest } from "./decide-contest";
import { raiseContest } from "./raise-contest";
import { markContestSeen, withdrawContest } from "./withdraw-contest";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

async function makeDesk() {
  const { context, admin, lead, member } = await makeStudio(database);
  const as = (userId: number, role: Role): Context => ({
    ...actAs(context, { userId, role }),
    now: frozenNow,
  });
  const actAsAdmin = () => as(admin.id, "admin");
  return {
    actAsAdmin,
    byMember: () => as(member.id, "employee"),
    completeLate: () => completeLate(lead, member),
    makeContest: () => makeContest(lead, member),
    /** The concurrent write: it lowers the difficulty of the assignment. */
    ease: (assignmentId: number) => () =>
      amendAssignment(actAsAdmin(), { id: BigInt(assignmentId), amendment: { difficulty: 2 } }),
  };
}

const unanswered = { answered_by: null, assignment: { difficulty: 6.5 } };
const upheld: ContestDecision = { decision: "upheld", facts: inTime };
const rejected: ContestDecision = { decision: "rejected", reason: "The contract says Wednesday." };

describe("the response of a contest write while another write commits right after it", () => {
  it("returns what it wrote when a contest is raised, and raised again", async () => {
    const { byMember, completeLate: makeWork, ease } = await makeDesk();
    const { entryId, assignmentId } = await makeWork();
    const input = { entryId: BigInt(entryId), reason: REASON };
    const raised = await writeInBetween(
      byMember(),
      (here) => raiseContest(here, input),
      ease(assignmentId),
    );
    expect(raised).toMatchObject({ status: "open", reason: REASON, ...unanswered });
    const again = await writeInBetween(
      byMember(),
      (here) => raiseContest(here, input),
      () => withdrawContest(byMember(), { id: BigInt(raised.id) }),
    );
    expect(again).toMatchObject({ id: raised.id, status: "open" });
  });

  it("returns what it wrote when a contest is upheld", async () => {
    const { actAsAdmin, makeContest: make, ease } = await makeDesk();
    const { contestId, assignmentId, entryId, score } = await make();
    const id = BigInt(contestId);
    const decided = await writeInBetween(
      actAsAdmin(),
      (here) => decideContest(here, { id, decision: upheld }),
      ease(assignmentId),
    );
    expect(decided).toMatchObject({
      contest: {
        status: "upheld",
        correction: { kind: "correction", corrects: entryId, performance_score: 90 },
        assignment: { difficulty: 6.5, fact: { on_time: true } },
      },
      entry: { kind: "correction", corrects: entryId },
      score_before: score,
      score_after: 90,
      contributions: { on_time: 50, skill: 0, difficulty: 0 },
    });
  });

  it("returns the stored decision when a contest is upheld again, which writes nothing", async () => {
    const { actAsAdmin, makeContest: make, ease } = await makeDesk();
    const { contestId, assignmentId } = await make();
    const decision = { id: BigInt(contestId), decision: upheld };
    const first = await decideContest(actAsAdmin(), decision);
    const again = await writeInBetween(
      actAsAdmin(),
      (here) => decideContest(here, decision),
      ease(assignmentId),
    );
    expect(again).toEqual(first);
  });

  it("returns what it wrote when a contest is upheld with the entry that superseded the contested one", async () => {
    const { actAsAdmin, makeContest: make, ease } = await makeDesk();
    const { contestId, assignmentId } = await make();
    const { entry } = await ease(assignmentId)();
    const decided = await writeInBetween(
      actAsAdmin(),
      (here) => decideContest(here, { id: BigInt(contestId), decision: { decision: "upheld" } }),
      () =>
        amendAssignment(actAsAdmin(), { id: BigInt(assignmentId), amendment: { difficulty: 9 } }),
    );
    expect(decided).toMatchObject({
      contest: { correction: { id: entry?.id }, assignment: { difficulty: 2 } },
      entry: { id: entry?.id },
    });
  });

  it("returns what it wrote when a contest is rejected and its decision is marked as seen", async () => {
    const { actAsAdmin, byMember, makeContest: make, ease } = await makeDesk();
    const { contestId, assignmentId } = await make();
    const id = BigInt(contestId);
    const decided = await writeInBetween(
      actAsAdmin(),
      (here) => decideContest(here, { id, decision: rejected }),
      () =>
        amendAssignment(actAsAdmin(), { id: BigInt(assignmentId), amendment: { title: "New" } }),
    );
    expect(decided).toMatchObject({
      contest: { status: "rejected", correction: null, assignment: { title: "Draw the icons" } },
      entry: null,
    });
    const seen = await writeInBetween(
      byMember(),
      (here) => markContestSeen(here, { id }),
      ease(assignmentId),
    );
    expect(seen).toMatchObject({ ...unanswered, seen_at: expect.any(String) });
  });

  it("returns what it wrote when a contest is withdrawn", async () => {
    const { byMember, makeContest: make, ease } = await makeDesk();
    const { contestId, assignmentId } = await make();
    const withdrawn = await writeInBetween(
      byMember(),
      (here) => withdrawContest(here, { id: BigInt(contestId) }),
      ease(assignmentId),
    );
    expect(withdrawn).toMatchObject({ status: "withdrawn", ...unanswered });
  });
});
