import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { logsExport, teamExport, userExport } from "@/lib/performance/exports/schemas";
import { getPerformanceLogs } from "@/lib/performance/history/get-performance-logs";
import { getUserPerformanceHistory } from "@/lib/performance/history/get-user-performance-history";
import { getUserSnapshots } from "@/lib/performance/history/get-user-snapshots";
import { logsQuery, performanceLog } from "@/lib/performance/history/log-schemas";
import { getPerformanceTrends } from "@/lib/performance/summaries/get-performance-trends";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { historyEntry, userSummary } from "@/lib/performance/summaries/schemas";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { readDownload } from "@/lib/performance/testing/read-download";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { exportLogs } from "./export-logs";
import { exportTeam } from "./export-team";
import { exportUser } from "./export-user";

const MANY = 2100;
const FEW = 7;

let context: Context;
let [many, few, none]: [number, number, number] = [0, 0, 0];

beforeAll(async () => {
  const made = await makeOrganization(await connectDatabase(), { members: 3 });
  context = made.context;
  [many = 0, few = 0, none = 0] = made.userIds;
  await recordAssignmentsFor(context, [
    ...createCompletions(context, many, MANY),
    ...createCompletions(context, few, FEW, { title: "=cmd\n\"quoted\", 'n' all" }),
  ]);
});

async function readJson(download: ReturnType<typeof exportUser>): Promise<unknown> {
  return JSON.parse(await readDownload(await download));
}

async function readAllLogs(viewer: Context) {
  const logs: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await getPerformanceLogs(viewer, logsQuery.parse({ per_page: "100", cursor }));
    logs.push(...page.logs);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return logs;
}

const plainChoice = { format: "json", bom: false } as const;

describe("the export of a member", () => {
  it("exports what summary, history and trends return", async () => {
    const file = userExport.parse(await readJson(exportUser(context, { userId: many, days: 60 })));
    expect(file.history).toHaveLength(MANY);
    expect(file.summary).toEqual(await getUserPerformanceSummary(context, { userId: many }));
    expect(file.trends).toEqual(await getPerformanceTrends(context, { userId: many, days: 60 }));
    const history = await getUserPerformanceHistory(context, {
      userId: many,
      days: 60,
      limit: 1000,
    });
    expect(history.total_entries).toBe(MANY);
    // The file is the ledger, which does not contain contests.
    const ledger = history.entries.map((entry) => historyEntry.parse(entry));
    expect(file.history.slice(0, 1000)).toEqual(ledger);
    expect(new Set(file.history.map(({ id }) => id)).size).toBe(MANY);
    expect(file.columns).toContainEqual(
      expect.objectContaining({ name: "avg_completion_time", unit: "hours" }),
    );
    expect(file.columns.map(({ name }) => name)).toContain("contributions.on_time");
  });

  it("agrees with the last trend point, the last snapshot and the newest entry", async () => {
    const file = userExport.parse(await readJson(exportUser(context, { userId: few })));
    const { snapshots } = await getUserSnapshots(context, { userId: few });
    const score = file.summary.current_performance_score;
    expect(score).not.toBeNull();
    expect(file.trends.performance_scores.at(-1)).toBe(score);
    expect(snapshots.at(-1)?.cumulative_performance_score).toBe(score);
    expect(file.history[0]?.performance_score).toBe(score);
    expect(snapshots.map(({ date }) => date)).toEqual(file.trends.dates);
    expect(snapshots.at(-1)?.cumulative_tasks).toBe(FEW);
    expect(snapshots.reduce((sum, day) => sum + day.tasks_completed_today, 0)).toBe(FEW);
  });

  it("exports the ledger as CSV with one entry a line and formulas made harmless", async () => {
    const download = await exportUser(context, { userId: few, format: "csv", bom: true });
    expect(download).toMatchObject({ contentType: "text/csv; charset=utf-8" });
    const text = await readDownload(download);
    const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
    const { history } = userExport.parse(await readJson(exportUser(context, { userId: few })));
    expect(rows.map(({ id }) => Number(id))).toEqual(history.map(({ id }) => id));
    expect(rows.map(({ performance_score }) => Number(performance_score))).toEqual(
      history.map(({ performance_score }) => performance_score),
    );
    expect(rows[0]?.assignment_title).toBe("'=cmd\n\"quoted\", 'n' all");
  });

  it("exports all figures of a member without completions", async () => {
    const file = userExport.parse(await readJson(exportUser(context, { userId: none })));
    expect(file).toMatchObject({ history: [], summary: { current_performance_score: null } });
    const csv = await readDownload(await exportUser(context, { userId: none, format: "csv" }));
    expect(csv.split("\r\n")).toHaveLength(2);
  });

  it("rejects a byte order mark in JSON", async () => {
    await expect(exportUser(context, { userId: few, bom: true })).rejects.toMatchObject({
      invalidParams: [{ name: "bom" }],
    });
  });
});

describe("the export of the ledger", () => {
  it("exports what the logs contain, in every format, over several pages", async () => {
    const logs = await readAllLogs(context);
    expect(logs).toHaveLength(MANY + FEW);
    const file = logsExport.parse(await readJson(exportLogs(context, plainChoice)));
    expect(file.logs).toEqual(logs);
    const lines = await readDownload(
      await exportLogs(context, { ...plainChoice, format: "ndjson" }),
    );
    const rows = lines.trim().split("\n");
    expect(rows.map((line) => performanceLog.parse(JSON.parse(line)))).toEqual(logs);
    const csv = await readDownload(await exportLogs(context, { ...plainChoice, format: "csv" }));
    const parsed = parse<Record<string, string>>(csv, { columns: true });
    expect(parsed.map(({ id }) => Number(id))).toEqual(file.logs.map(({ id }) => id));
  });

  it("filters by whole local days, including the first and the last", async () => {
    const { snapshots } = await getUserSnapshots(context, { userId: many });
    const days = snapshots.slice(2, 5);
    const [from, to] = [days[0]?.date, days.at(-1)?.date];
    const file = logsExport.parse(
      await readJson(exportLogs(context, { ...plainChoice, from, to })),
    );
    const expected = days.reduce((sum, day) => sum + day.tasks_completed_today, 0);
    expect(file.logs.filter((entry) => entry.user_id === many)).toHaveLength(expected);
  });
});

describe("the export of a filtered ledger", () => {
  it("exports what the filtered logs contain, and records the access to the member", async () => {
    const { logs: all } = logsExport.parse(await readJson(exportLogs(context, plainChoice)));
    const userId = all[0]?.user_id ?? 0;
    const some = logsExport.parse(
      await readJson(exportLogs(context, { ...plainChoice, user_id: userId, kind: "completion" })),
    );
    const wanted = all.filter((log) => log.user_id === userId && log.kind === "completion");
    expect(wanted.length).toBeGreaterThan(0);
    expect(some.logs).toEqual(wanted);
    const late = logsExport.parse(
      await readJson(exportLogs(context, { ...plainChoice, only: "late" })),
    );
    expect(late.logs).toEqual(all.filter((log) => log.work?.on_time === false));
    expect(late.logs.length).toBeGreaterThan(0);
    await expect(
      exportLogs(context, { ...plainChoice, user_id: 2_147_483_647 }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the export of the team", () => {
  it("exports each member once, with the figures of their summary", async () => {
    const file = teamExport.parse(await readJson(exportTeam(context, plainChoice)));
    expect(file.members.map(({ user_id }) => user_id).sort((left, right) => left - right)).toEqual([
      many,
      few,
      none,
    ]);
    for (const member of file.members) {
      const { user_id: userId } = member;
      const { as_of: _asOf, ...summary } = await getUserPerformanceSummary(context, { userId });
      expect(member).toEqual(summary);
    }
    const lines = await readDownload(
      await exportTeam(context, { ...plainChoice, format: "ndjson" }),
    );
    expect(
      lines
        .trim()
        .split("\n")
        .map((line) => userSummary.parse(JSON.parse(line))),
    ).toEqual(file.members);
    const csv = await readDownload(await exportTeam(context, { ...plainChoice, format: "csv" }));
    const rows = parse<Record<string, string>>(csv, { columns: true });
    expect(rows.map((row) => Number(row["points.on_time"] || Number.NaN))).toEqual(
      file.members.map(({ points }) => points.on_time ?? Number.NaN),
    );
  });
});

describe("access to exports", () => {
  it("limits exports to members who may see the data in them", async () => {
    const employee = actAs(context, { userId: few });
    const lead = actAs(context, { userId: few, role: "team_lead", teamId: null });
    const forbidden = { code: "forbidden" };
    await expect(exportUser(employee, { userId: many })).rejects.toMatchObject(forbidden);
    await expect(exportTeam(employee, plainChoice)).rejects.toMatchObject(forbidden);
    await expect(exportLogs(lead, plainChoice)).rejects.toMatchObject(forbidden);
    await expect(exportUser(lead, { userId: many })).rejects.toMatchObject({ code: "not_found" });
    const own = teamExport.parse(await readJson(exportTeam(lead, plainChoice)));
    expect(own.members.map(({ user_id }) => user_id)).toEqual([few]);
  });

  it("shows aliases and no titles of others where the organization is pseudonymous", async () => {
    const privacyMode = "pseudonymous";
    const manager = actAs(context, { userId: none, role: "manager", privacyMode });
    const texts = await Promise.all([
      readDownload(await exportUser(manager, { userId: many })),
      readDownload(await exportUser(manager, { userId: many, format: "csv" })),
      readDownload(await exportLogs(manager, { ...plainChoice, format: "csv" })),
      readDownload(await exportTeam(manager, plainChoice)),
    ]);
    for (const text of texts) expect(text).not.toMatch(/Task \d|member-[12](?![0-9a-f])|=cmd/);
    const own = await readDownload(
      await exportUser(actAs(context, { userId: few, privacyMode }), { userId: few }),
    );
    expect(own).toContain("=cmd");
  });

  it("shows members themselves alone where the organization shows aggregates only", async () => {
    const manager = actAs(context, { userId: few, role: "manager", privacyMode: "aggregate" });
    const forbidden = { code: "forbidden" };
    await expect(exportUser(manager, { userId: many })).rejects.toMatchObject(forbidden);
    await expect(exportTeam(manager, plainChoice)).rejects.toMatchObject(forbidden);
    await expect(exportLogs(manager, plainChoice)).rejects.toMatchObject(forbidden);
    const own = userExport.parse(await readJson(exportUser(manager, { userId: few })));
    expect(own.history).toHaveLength(FEW);
  });
});
