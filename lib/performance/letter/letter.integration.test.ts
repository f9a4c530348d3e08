import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type addMember, ago, complete, give, makeStudio } from "@/app/api/_tests/make-teams";
import * as letterRoute from "@/app/api/performance/user/[id]/letter/route";
import * as whatIfRoute from "@/app/api/performance/user/[id]/what-if/route";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { actAs } from "@/lib/performance/testing/act-as";
import { getLetter } from "./get-letter";
import type { Letter } from "./schemas";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

type Made = Awaited<ReturnType<typeof addMember>>;

const ask = (by: Made, userId: number, query = "") =>
  by.caller.call(letterRoute.GET, { params: { id: userId }, query });

async function completeAt(lead: Made, member: Made, hours: number, dueHours: number) {
  const dueAt = ago(dueHours);
  const id = await give(lead, member.id, { due_at: dueAt, assigned_at: ago(900) });
  const { body } = await complete(lead, id, { completed_at: ago(hours) });
  return { id, entryId: Number((body.entry as { id: number }).id) };
}

describe("the letter", () => {
  it("has the completions of the days alone, with what each does to their score", async () => {
    const { member, lead } = await makeStudio(database);
    await completeAt(lead, member, 24 * 30, 24 * 29);
    const onTime = await completeAt(lead, member, 48, 24);
    const late = await completeAt(lead, member, 24, 48);
    const { status, body } = await ask(member, member.id, "?from=2026-05-10&to=2026-05-13");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      period: {
        // 100 · (0.5 · 1/2 + 0.3 · 0.9 + 0.2 · 0.65)
        performance_score: 65,
        tasks_completed: 2,
        evidence: { due: 2, skill_rated: 2, difficulty_rated: 2 },
      },
      total: { tasks_completed: 3 },
      rows: [
        { assignment_id: onTime.id, on_time: true, effect: 25, if_on_time: null },
        { assignment_id: late.id, on_time: false, effect: -25, if_on_time: 25, days_early: -1 },
      ],
      if_all_on_time: 25,
    });
  });

  it("says of all completions what the same correction would give", async () => {
    const { member, lead } = await makeStudio(database);
    await completeAt(lead, member, 48, 24);
    const late = await completeAt(lead, member, 24, 48);
    const letter = (await ask(member, member.id)).body as Letter;
    const correction = { entry_id: late.entryId, facts: { due_at: ago(1) } };
    const foreseen = await member.caller.call(whatIfRoute.POST, {
      params: { id: member.id },
      body: { correction },
    });
    expect(letter.rows.at(-1)?.if_on_time).toBe(foreseen.body.score_change);
  });

  it("names the lead of the team and administrators, but no one where names are hidden", async () => {
    const { context, member, lead, admin } = await makeStudio(database);
    const people = await database.user.findMany({ where: { id: { in: [lead.id, admin.id] } } });
    const getName = (id: number) => people.find((one) => one.id === id)?.displayName;
    expect((await ask(member, member.id)).body.contacts).toEqual([
      { display_name: getName(lead.id), role: "team_lead" },
      { display_name: getName(admin.id), role: "admin" },
    ]);
    const hidden = actAs(context, { userId: member.id, privacyMode: "pseudonymous" });
    expect(await getLetter(hidden, { userId: member.id })).toMatchObject({ contacts: [] });
  });

  it("hides titles from a reader who sees aliases", async () => {
    const { context, member, lead } = await makeStudio(database);
    await completeAt(lead, member, 48, 24);
    const reader = { userId: lead.id, role: "manager", privacyMode: "pseudonymous" } as const;
    const letter = await getLetter(actAs(context, reader), { userId: member.id });
    expect(letter.rows.map(({ title }) => title)).toEqual([null]);
    const own = (await ask(member, member.id)).body as Letter;
    expect(own.rows.map(({ title }) => title)).toEqual(["Draw the icons"]);
  });

  it("rejects a range that ends before it begins", async () => {
    const { member } = await makeStudio(database);
    const { status } = await ask(member, member.id, "?from=2026-05-13&to=2026-05-12");
    expect(status).toBe(400);
  });
});
