import { describe, expect, it } from "vitest";
import { readFile } from "@/lib/ingest/testing/open-text";

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-11-30T10:00:00Z") };

async function readDays(dates: readonly string[], choices = {}) {
  const rows = dates.map((date, index) => `D-${index},t,ada,"${date}"\n`).join("");
  const file = `external_id,title,assignee,completed_at\n${rows}`;
  const { read } = await readFile([file], settings, choices);
  return read.map(
    ({ row, errors }) => row?.completedAt?.toISOString().slice(0, 10) ?? errors.length,
  );
}

describe("dates in digits of a column", () => {
  it("are read day first or month first where one date of their separator decides it", async () => {
    expect(await readDays(["13/04/2024", "03/04/2024"])).toEqual(["2024-04-13", "2024-04-03"]);
    expect(await readDays(["04/13/2024", "03/04/2024"])).toEqual(["2024-04-13", "2024-03-04"]);
    expect(await readDays(["13-04-2024", "03/04/2024"])).toEqual(["2024-04-13", 1]);
  });

  it("are rejected where both orders are possible or both occur, but for those that can be read", async () => {
    expect(await readDays(["03/04/2024", "05/05/2024"])).toEqual([1, "2024-05-05"]);
    expect(await readDays(["13/04/2024", "04/13/2024", "03/04/2024"])).toEqual([
      ...["2024-04-13", "2024-04-13"],
      1,
    ]);
  });

  it("are read in the order that the caller names, but never as a month above 12", async () => {
    const dates = ["03/04/2024", "13/04/2024", "04/13/2024"];
    expect(await readDays(dates, { dateOrder: "mdy" })).toEqual([
      ...["2024-03-04", "2024-04-13", "2024-04-13"],
    ]);
  });

  it("begin with the day where points separate them", async () => {
    expect(await readDays(["03.04.2024", "3.4.24"])).toEqual(["2024-04-03", "2024-04-03"]);
    expect(await readDays(["03.13.2024"])).toEqual([1]);
  });
});

describe("dates with the name of a month", () => {
  it.each([
    "4 Mar 2024",
    "04-Mar-24",
    "4. März 2024",
    "Mar 4th, 2024",
    "March 4, 2024",
    "Monday, March 4, 2024",
    "4/Mar/24 11:59 AM",
    "Mon, 04 Mar 2024 10:00:00 GMT",
  ])("%s is read", async (date) => {
    expect(await readDays([date])).toEqual(["2024-03-04"]);
  });

  it.each(["31 Feb 2024", "4 Foo 2024", "Mar 2024", "4 Mar 2024 25:00", "4 Mar 2024 13:00 PM"])(
    "%s is rejected",
    async (date) => {
      expect(await readDays([date])).toEqual([1]);
    },
  );
});
