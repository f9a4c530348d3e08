import type { EvidenceSource } from "@/lib/performance/ledger/judge-achievements";

/** The same evidence, each read made once: for a snapshot of the database, in which nothing changes. */
export function readOnce(source: EvidenceSource): EvidenceSource {
  return {
    listHeld: keepResults(source.listHeld),
    listCompletions: keepResults(source.listCompletions),
    listScoredEntries: keepResults(source.listScoredEntries),
    listSnapshotsFrom: keepResults(source.listSnapshotsFrom),
  };
}

/** The input is plain data: ids, days, instants and scores. */
function keepResults<Input, Result>(
  read: (input: Input) => Promise<Result>,
): (input: Input) => Promise<Result> {
  const kept = new Map<string, Promise<Result>>();
  return (input) => {
    const key = JSON.stringify(input);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const result = read(input);
    kept.set(key, result);
    return result;
  };
}
