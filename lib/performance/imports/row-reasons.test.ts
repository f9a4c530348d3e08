import { describe, expect, it } from "vitest";
import { dates } from "@/lib/ingest/testing/hostile/dates";
import { objects } from "@/lib/ingest/testing/hostile/objects";
import { tables } from "@/lib/ingest/testing/hostile/tables";
import { values } from "@/lib/ingest/testing/hostile/values";
import { readFile } from "@/lib/ingest/testing/open-text";
import { joinErrors } from "./import-row";
import { NO_CHOICES, planPeople } from "./plan-people";
import { recognizeReasons } from "./row-reasons";

const settings = { timeZone: "Europe/Berlin", now: new Date("2026-11-30T10:00:00Z") };

describe("the reasons of rejected rows", () => {
  it("are recognized with their cells, whatever the cells say", async () => {
    for (const { parts } of [...dates, ...values, ...objects, ...tables].filter(
      (file) => "rows" in file,
    )) {
      const { read } = await readFile(parts, settings);
      for (const { errors } of read) {
        const joined = joinErrors(errors);
        const reasons = joined === null ? [] : recognizeReasons(joined.reason);
        expect(reasons, joined?.reason).toHaveLength(errors.length);
        expect(reasons?.map(({ cell }) => cell)).toEqual(errors.map(({ value = null }) => value));
      }
    }
  });

  it("are recognized where a person is not known", () => {
    const member = (id: number, username: string, displayName: string) => ({
      ...{ id, username, displayName },
      email: null,
    });
    const members = [
      member(1, "msilva", "Maria Silva"),
      member(2, "kim.a", "Kim"),
      member(3, "kim.b", "Kim"),
    ];
    const plan = (names: readonly string[], createMembers: boolean) =>
      planPeople(names, members, {
        ...{ createMembers, areNames: false, choices: NO_CHOICES, remembered: new Map() },
        findLinked: () => null,
      });
    const decisions = [
      ...plan(["jane doe", "silva maria", "kim", "sam", "sam@acme.example"], true).values(),
      ...plan(["bob"], false).values(),
    ];
    const codes = decisions.flatMap((decision) =>
      decision.kind === "reject"
        ? (recognizeReasons(decision.reason)?.map(({ code }) => code) ?? "?")
        : [],
    );
    expect(codes.toSorted()).toEqual([
      ...["maybeMember", "maybePerson", "nameOfSeveral", "notName", "unknownPerson"],
    ]);
  });

  it.each([
    ["Row 3 of this file has the same external_id.", "idTwice"],
    ["“a” is an alias of “b”, which is no person.", "aliasOfNone"],
    ["“ä ö” cannot be a username (1 to 64 letters).", "notUsername"],
    ["“a@x.example” cannot become a member here.", "takenElsewhere"],
    ["completed_at must not be before started_at.", "tooEarly"],
    ["This is your own work: another person has to undo it.", "ownUndo"],
  ])("%s is %s", (text, code) => {
    expect(recognizeReasons(text)?.map((one) => one.code)).toEqual([code]);
  });

  it("are shown as they are where a sentence is another one", () => {
    expect(recognizeReasons("title must not be empty. The moon is full.")).toBeNull();
  });
});
