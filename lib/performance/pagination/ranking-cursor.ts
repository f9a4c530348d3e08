import "server-only";
import { AppError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type ScoreHundredths,
  toScoreHundredths,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";
import type { RankingCursor } from "@/lib/performance/ledger/queries/ranking-order";

type RankedPosition = {
  readonly userId: MemberId;
  readonly score: ScoreHundredths | null;
  readonly provisional: boolean;
  readonly sums: { readonly tasks: number };
};

/** The position of a member in the order of a ranking. */
export function toRankingCursor({
  userId,
  score,
  provisional,
  sums,
}: RankedPosition): RankingCursor {
  const { tasks } = sums;
  if (score === null) return { place: 2, score: ZERO_SCORE, tasks, userId };
  return { place: provisional ? 1 : 0, score, tasks, userId };
}

/** The cursor of the page after a member. */
export function createRankingCursor(member: RankedPosition): string {
  const { place, score, tasks, userId } = toRankingCursor(member);
  return [place, score, tasks, userId].map((part) => part.toString(36)).join("-");
}

/** @throws AppError `invalid_request` for a cursor that no page of this list returned. */
export function parseRankingCursor(cursor: string | undefined): RankingCursor | null {
  if (cursor === undefined) return null;
  const [, place, score, tasks, userId] =
    /^([012])-([0-9a-z]{1,3})-([0-9a-z]{1,8})-([0-9a-z]{1,6})$/.exec(cursor) ?? [];
  const id = Number.parseInt(userId ?? "", 36);
  if (score === undefined || tasks === undefined || !(id >= 1 && id <= 2_147_483_647)) {
    throw createInvalidCursorError();
  }
  return {
    place: parsePlace(place),
    score: toScoreHundredths(Number.parseInt(score, 36)),
    tasks: Number.parseInt(tasks, 36),
    userId: id,
  };
}

function parsePlace(digit: string | undefined): RankingCursor["place"] {
  if (digit === "0") return 0;
  return digit === "1" ? 1 : 2;
}

export function createInvalidCursorError(): AppError {
  return new AppError("invalid_request", "This page of the list cannot be found.", {
    invalidParams: [
      {
        name: "cursor",
        code: "invalid_cursor",
        reason: "must be a next_cursor of an earlier response",
      },
    ],
  });
}
