import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareForRanking, rank } from "@/lib/performance/domain/ranking/rank-members";
import { policies, sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildScore } from "@/lib/performance/domain/testing/samples";
import { computePreviewFigures, previewScores } from "./preview-scores";
import { computeScore } from "./score";

const members = fc.uniqueArray(fc.record({ userId: fc.integer({ min: 1, max: 60 }), sums }), {
  selector: ({ userId }) => userId,
  maxLength: 12,
});

test("previews for each member the score and rank under both policies", () => {
  assertProperty(
    fc.property(members, policies, policies, (some, before, after) => {
      const previewed = previewScores(some, before, after);
      expect(previewed).toHaveLength(some.length);
      for (const [key, policy] of [
        ["before", before],
        ["after", after],
      ] as const) {
        const ranks = rank(
          some.map(({ userId, sums: of }) => ({
            userId,
            tasks: of.tasks,
            ...computeScore(of, policy),
          })),
        );
        for (const { member, rank: shared } of ranks) {
          const found = previewed.find(({ member: one }) => one.userId === member.userId);
          const { score, provisional } = member;
          expect(found?.[key]).toEqual({ score, provisional, rank: shared });
        }
      }
    }),
  );
});

test("lists previewed members in the order of the ranking after the change", () => {
  assertProperty(
    fc.property(members, policies, policies, (some, before, after) => {
      const ordered = previewScores(some, before, after).map((previewed) => ({
        userId: previewed.member.userId,
        tasks: previewed.member.sums.tasks,
        ...previewed.after,
      }));
      expect(ordered).toEqual([...ordered].sort(compareForRanking));
    }),
  );
});

test("previews no change for a policy compared with itself", () => {
  assertProperty(
    fc.property(members, policies, (some, policy) => {
      for (const { before, after, scoreChange } of previewScores(some, policy, policy)) {
        expect(after).toEqual(before);
        expect(scoreChange).toBe(before.score === null ? null : 0);
      }
    }),
  );
});

test("counts only members with a score and members with a rank in preview figures", () => {
  const figures = computePreviewFigures([
    { score: buildScore(8000), provisional: false, rank: 1 },
    { score: buildScore(5001), provisional: true, rank: null },
    { score: null, provisional: true, rank: null },
  ]);
  expect(figures).toEqual({ rated: 2, ranked: 1, scoreTotal: 13_001 });
});
