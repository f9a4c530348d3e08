import * as fc from "fast-check";
import { makeTargets } from "@/app/api/_tests/make-targets";
import { AliasAdversary, type BrokenAlias } from "./alias-adversary";
import { aliasHistories } from "./alias-history";
import type { AliasFinding } from "./alias-promises";

const HISTORIES_OF_A_WORLD = 10;

/** Plays random histories, some in each world. @returns what was compared and found. */
export async function attackAliases({
  histories: numRuns,
  seed,
  broken = null,
}: {
  readonly histories: number;
  readonly seed: number;
  readonly broken?: BrokenAlias | null;
}) {
  const histories = fc.sample(aliasHistories, { numRuns, seed });
  const findings: AliasFinding[] = [];
  let compared = 0;
  for (let first = 0; first < numRuns; first += HISTORIES_OF_A_WORLD) {
    const adversary = await AliasAdversary.create(await makeTargets(), broken);
    for (const history of histories.slice(first, first + HISTORIES_OF_A_WORLD)) {
      await adversary.play(history);
    }
    findings.push(...adversary.findings);
    compared += adversary.compared;
  }
  return { findings, compared };
}
