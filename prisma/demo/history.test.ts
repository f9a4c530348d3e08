import { describe, expect, it } from "vitest";
import { parseAssignmentRow } from "@/lib/ingest/mapping/assignment-row";
import { endOfDay } from "@/lib/performance/domain/time/local-time";
import { createAssignments, type DemoRow } from "./demo-assignments";
import { createHistory, createScenario, demoFileCount } from "./history";
import { type Person, people } from "./people";

const timeZone = "Europe/Berlin";
const newcomer = findNewcomer();

function findNewcomer(): Person {
  const found = people.find(({ firstTasks }) => firstTasks !== null);
  if (found === undefined) throw new Error("The demo has no newcomer.");
  return found;
}

/** A score of fewer than five completions has no rank. @param rows the latest row of each assignment. */
function expectFewCompletions(rows: readonly DemoRow[], today = ""): void {
  const done = rows.filter(
    ({ assignee, status }) => assignee === newcomer.username && status === "completed",
  );
  expect(done.length, today).toBeGreaterThanOrEqual(1);
  expect(done.length, today).toBeLessThan(5);
}

describe("the history of the demo", () => {
  it.each([
    "2026-11-23T02:50:00Z",
    "2026-01-01T00:10:00Z",
    "2027-03-28T01:30:00Z",
    "2028-02-29T23:30:00Z",
    "2026-08-15T12:00:00Z",
  ])("creates valid files with reversals and corrections at %s", (instant) => {
    const now = new Date(instant);
    const files = createHistory(now, timeZone);
    expect(files).toHaveLength(demoFileCount);
    const errors = files.flatMap(({ day, rows }) => {
      const evening = new Date(Math.min(endOfDay(day, timeZone).getTime(), now.getTime()));
      return rows.flatMap((row) => {
        const parsed = parseAssignmentRow(row, { timeZone, now: evening });
        return "error" in parsed ? [{ row, error: parsed.error }] : [];
      });
    });
    expect(errors).toEqual([]);
    const rows = files.flatMap((file) => file.rows);
    const ids = new Set(rows.map((row) => row.external_id));
    expect(ids.size).toBeGreaterThan(5200);
    expect(ids.size).toBeLessThan(6800);
    // Repeated ids become reversals and corrections.
    expect(rows.length - ids.size).toBeGreaterThan(200);
    const assignees = new Set(rows.map((row) => row.assignee));
    expect(assignees).toContain("john_doe");
    expect(assignees.size).toBe(people.filter(({ perWeek }) => perWeek > 0).length);
    const latest = new Map(rows.map((row) => [row.external_id, row]));
    expectFewCompletions([...latest.values()]);
  });

  it("has a newcomer with too few completions for a rank on every day of a year", () => {
    for (let day = 0; day < 365; day += 1) {
      const scenario = createScenario(new Date(Date.UTC(2026, 10, 25 + day, 3)), timeZone, 30);
      const rows = createAssignments(newcomer, 1, scenario).flatMap(({ revisions }) => {
        const known = revisions.findLast(({ from }) => from <= scenario.today);
        return known === undefined ? [] : [known.row];
      });
      expectFewCompletions(rows, scenario.today);
    }
  });

  it("creates the same files for the same time", () => {
    const now = new Date("2026-11-23T10:00:00Z");
    expect(createHistory(now, timeZone)).toEqual(createHistory(now, timeZone));
  });
});
