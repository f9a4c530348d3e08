import { expectTypeOf, test } from "vitest";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { DifficultyHundredths } from "./difficulty-hundredths";
import type { MatchTenThousandths } from "./match-ten-thousandths";
import type { ScoreHundredths } from "./score-hundredths";
import type { Seconds } from "./seconds";

test("keeps a unit apart from plain values and from other units at compile time", () => {
  expectTypeOf<number>().not.toExtend<ScoreHundredths>();
  expectTypeOf<ScoreHundredths>().toExtend<number>();
  expectTypeOf<DifficultyHundredths>().not.toExtend<ScoreHundredths>();
  expectTypeOf<MatchTenThousandths>().not.toExtend<DifficultyHundredths>();
  expectTypeOf<Seconds>().not.toExtend<MatchTenThousandths>();
  expectTypeOf<string>().not.toExtend<LocalDate>();
  expectTypeOf<LocalDate>().toExtend<string>();
});
