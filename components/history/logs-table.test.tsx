import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderPage } from "@/components/testing/render-page";
import { performanceLogsExample } from "@/lib/performance/history/examples";
import type { PerformanceLog } from "@/lib/performance/history/log-schemas";
import english from "@/messages/en.json";
import { LogsTable } from "./logs-table";

const [example] = performanceLogsExample.logs;

function renderTable(work: PerformanceLog["work"]) {
  if (example === undefined) throw new Error("There is no example.");
  return renderPage(<LogsTable logs={[{ ...example, work }]} sort="-created_at" columns="work" />);
}

const listHeads = () => screen.getAllByRole("columnheader").map((head) => head.textContent);
const listCells = () => screen.getAllByRole("cell").map((one) => one.textContent);

it("shows what each late or moved completion counts by", () => {
  const { history } = english;
  const work = example?.work ?? null;
  if (work === null) throw new Error("The example counts for nothing.");
  renderTable({ ...work, on_time: false, days_early: -2.31, due_moved: true });
  expect(listHeads()).toEqual([
    ...[history.due, english.logs.person, expect.stringContaining(history.what)],
    ...[history.completed, history.punctuality, history.difficulty, history.match, history.change],
  ]);
  const cells = listCells();
  expect(cells[4]).toContain(history.dueMoved);
  expect(cells.slice(5, 7)).toEqual(["7.5", "90%"]);
});

it("says what is missing of a completion that does not count any more", () => {
  const { history } = english;
  renderTable(null);
  const cells = listCells();
  expect(cells[0]).toContain(history.noDue);
  expect(cells[3]).toContain(history.notCounted);
  expect(cells[4]).toContain(history.notCounted);
  expect(cells[5]).toContain(history.noDifficulty);
  expect(cells[6]).toContain(history.noMatch);
});
