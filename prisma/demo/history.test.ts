import { describe, expect, it } from "vitest";
import { parseAssignmentRow } from "@/lib/ingest/assignment-row";
import { endOfDay } from "@/lib/performance/domain/time/local-time";
import { demoFileCount, writeHistory } from "./history";
import { people } from "./people";

const timeZone = "Europe/Berlin";

describe("the year of the demo", () => {
  it.each([
    "2026-11-23T02:50:00Z",
    "2026-01-01T00:10:00Z",
    "2027-03-28T01:30:00Z",
    "2028-02-29T23:30:00Z",
    "2026-08-15T12:00:00Z",
  ])("is sound and lively, whenever it is told: %s", (moment) => {
    const now = new Date(moment);
    const files = writeHistory(now, timeZone);
    expect(files).toHaveLength(demoFileCount);
    const faults = files.flatMap(({ day, rows }) => {
      const evening = new Date(Math.min(endOfDay(day, timeZone).getTime(), now.getTime()));
      return rows.flatMap((row) => {
        const parsed = parseAssignmentRow(row, { timeZone, now: evening });
        return "fault" in parsed ? [{ row, fault: parsed.fault }] : [];
      });
    });
    expect(faults).toEqual([]);
    const rows = files.flatMap((file) => file.rows);
    const ids = new Set(rows.map((row) => row.external_id));
    expect(ids.size).toBeGreaterThan(5200);
    expect(ids.size).toBeLessThan(6800);
    // Rows that come again are what reversals and corrections are made of.
    expect(rows.length - ids.size).toBeGreaterThan(200);
    const assignees = new Set(rows.map((row) => row.assignee));
    expect(assignees).toContain("john_doe");
    expect(assignees.size).toBe(people.filter(({ perWeek }) => perWeek > 0).length);
  });

  it("has somebody new whose few completions give a score that is not ranked yet, on every day", () => {
    const newcomer = people.find(({ firstTasks }) => firstTasks !== null);
    for (let day = 0; day < 365; day += 17) {
      const now = new Date(Date.UTC(2026, 10, 25 + day, 3));
      const rows = writeHistory(now, timeZone).flatMap((file) => file.rows);
      const latest = new Map(rows.map((row) => [row.external_id, row]));
      const done = [...latest.values()].filter(
        (row) => row.assignee === newcomer?.username && row.status === "completed",
      );
      expect(done.length, now.toISOString()).toBeGreaterThanOrEqual(1);
      expect(done.length, now.toISOString()).toBeLessThan(5);
    }
  });

  it("is the same whenever it is told at the same time", () => {
    const now = new Date("2026-11-23T10:00:00Z");
    expect(writeHistory(now, timeZone)).toEqual(writeHistory(now, timeZone));
  });
});
