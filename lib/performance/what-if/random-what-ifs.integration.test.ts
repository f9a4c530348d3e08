import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { playWhatIfs, sortNames, whatIfHistories } from "./testing/random-what-ifs";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("foresees exactly what completing, correcting and another policy do by the ordinary endpoints", async () => {
  await fc.assert(
    fc.asyncProperty(whatIfHistories(7), (history) =>
      playWhatIfs(database, history, ({ foreseen, real }) => {
        expect(sortNames(foreseen)).toEqual(sortNames(real));
      }),
    ),
    { numRuns: 4, endOnFailure: true },
  );
});
