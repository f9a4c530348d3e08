import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { toScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { createRankingCursor, parseRankingCursor } from "./ranking-cursor";

describe("the cursor of a ranking", () => {
  it("reads back the cursor of a ranked member", () => {
    const userId = 7;
    const score = toScoreHundredths(8400);
    const cursor = createRankingCursor({ userId, score, provisional: false, sums: { tasks: 12 } });
    expect(parseRankingCursor(cursor)).toEqual({ place: 0, score: 8400, tasks: 12, userId: 7 });
  });

  it.each(["0-1-1-0", "0-1-1-zzzzzz", "3-1-1-1", "0-1-1"])("rejects %s as a cursor", (cursor) => {
    expect(() => parseRankingCursor(cursor)).toThrow(AppError);
  });
});
