import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeLate, decide, raise } from "@/app/api/_tests/make-contest";
import { ago, ahead, amend, give, makeStudio } from "@/app/api/_tests/make-teams";
import * as whatIfRoute from "@/app/api/performance/user/[id]/what-if/route";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { listChangedTables, readTables } from "./testing/read-tables";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

type Studio = Awaited<ReturnType<typeof makeStudio>>;

function ask(by: Studio["member"], userId: number, body: unknown) {
  return by.caller.call(whatIfRoute.POST, { params: { id: userId }, body });
}

describe("asking what if", () => {
  it("writes no row, and of a view of another member the access record alone", async () => {
    const { member, lead, otherLead } = await makeStudio(database);
    const { entryId } = await completeLate(lead, member);
    const id = await give(lead, member.id);
    const body = {
      completions: [{ assignment_id: id, completed_at: ahead(20) }],
      correction: { entry_id: entryId, facts: { difficulty: 9 } },
      policy: { weights: { on_time: 0.2, skill: 0.3, difficulty: 0.5 }, min_sample: 1 },
    };
    const before = await readTables(database);
    expect(await ask(member, member.id, body)).toMatchObject({
      status: 200,
      body: { steps: [{ type: "policy" }, { type: "correction" }, { type: "completion" }] },
    });
    expect((await ask(otherLead, member.id, body)).status).toBe(404);
    expect(await readTables(database)).toEqual(before);
    expect((await ask(lead, member.id, body)).status).toBe(200);
    const changed = listChangedTables(before, await readTables(database));
    expect(changed).toEqual(["access_records"]);
    const where = { subjectId: member.id, surface: "what_if" };
    expect(await database.accessRecord.findMany({ where })).toMatchObject([{ viewerId: lead.id }]);
  });

  it("never returns a rank, and says what the figures rest on", async () => {
    const { member, lead } = await makeStudio(database);
    const { entryId, score } = await completeLate(lead, member);
    const id = await give(lead, member.id);
    const { body } = await ask(member, member.id, { completions: [{ assignment_id: id }] });
    expect(body).toMatchObject({
      rank: null,
      as_of: { entry_id: entryId, policy_version: 1, day: "2026-05-13" },
      before: { performance_score: score, tasks_completed: 1 },
      after: { tasks_completed: 2, metrics: { on_time_ratio: 0.5 } },
    });
  });

  it("knows only open assignments and counted entries of the member", async () => {
    const { member, otherMember, lead, otherLead } = await makeStudio(database);
    const { entryId, assignmentId } = await completeLate(lead, member);
    const foreign = await completeLate(otherLead, otherMember);
    const foreignOpen = await give(otherLead, otherMember.id);
    const facts = { difficulty: 2 };
    const askWith = (body: unknown) => ask(member, member.id, body);
    const complete = (assignment_id: number) => askWith({ completions: [{ assignment_id }] });
    const correct = (entry_id: number) => askWith({ correction: { entry_id, facts } });
    expect((await complete(foreignOpen)).status).toBe(404);
    expect((await complete(999_999_999)).status).toBe(404);
    expect((await complete(assignmentId)).status).toBe(409);
    expect((await correct(foreign.entryId)).status).toBe(404);
    expect((await correct(999_999_999)).status).toBe(404);
    expect((await amend(lead, assignmentId, facts)).status).toBe(200);
    expect((await correct(entryId)).status).toBe(409);
  });

  it("names the field that cannot be used by its place in the body", async () => {
    const { member, lead } = await makeStudio(database);
    const { entryId } = await completeLate(lead, member);
    const first = await give(lead, member.id);
    const second = await give(lead, member.id);
    const listNames = async (body: unknown) => {
      const response = await ask(member, member.id, body);
      expect(response.status).toBe(400);
      const params = response.body.invalid_params as { name: string }[];
      return params.map(({ name }) => name);
    };
    const completions = [
      { assignment_id: first },
      { assignment_id: second, completed_at: ago(100) },
    ];
    expect(await listNames({ completions })).toEqual(["completions.1.completed_at"]);
    const farAhead = [{ assignment_id: first, completed_at: ahead(24 * 400) }];
    expect(await listNames({ completions: farAhead })).toEqual(["completions.0.completed_at"]);
    const facts = { completed_at: ago(100) };
    expect(await listNames({ correction: { entry_id: entryId, facts } })).toEqual([
      "correction.facts.completed_at",
    ]);
    const same = { correction: { entry_id: entryId, facts: { difficulty: 6.5 } } };
    expect(await listNames(same)).toEqual(["correction.facts"]);
    expect((await ask(member, member.id, {})).status).toBe(400);
  });

  it("foresees a correction of the required skills to one that no member has, of the organization only", async () => {
    const { member, lead } = await makeStudio(database);
    const { entryId } = await completeLate(lead, member, { skill_match: 0.5 });
    const facts = { skill_match: null, required_skills: [{ name: "Drawing", level: 4 }] };
    const foreseen = await ask(member, member.id, { correction: { entry_id: entryId, facts } });
    const unknown = { required_skills: [{ name: "Glazing", level: 4 }] };
    const correction = { entry_id: entryId, facts: unknown };
    expect(await ask(member, member.id, { correction })).toMatchObject({
      status: 400,
      body: { invalid_params: [{ name: "correction.facts.required_skills.0.name" }] },
    });
    expect(await database.skill.count({ where: { name: "Glazing" } })).toBe(0);
    const { id } = (await raise(member, entryId)).body as { id: number };
    const decided = await decide(lead, id, { decision: "upheld", facts });
    expect(foreseen.body).toMatchObject({
      before: { metrics: { skill_accuracy: 0.5 } },
      after: { metrics: { skill_accuracy: null } },
      steps: [{ score_after: decided.body.score_after }],
    });
  });

  it("leaves an open contest as it is", async () => {
    const { member, lead } = await makeStudio(database);
    const { entryId } = await completeLate(lead, member);
    await raise(member, entryId);
    const facts = { due_at: ago(0.5) };
    const { body } = await ask(member, member.id, { correction: { entry_id: entryId, facts } });
    expect(body).toMatchObject({ after: { metrics: { on_time_ratio: 1 } } });
    expect(await database.contest.count({ where: { entryId, status: "open" } })).toBe(1);
  });
});
