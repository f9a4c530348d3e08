import { availableParallelism } from "node:os";

/** Prints a figure that a long test saw, for docs/verification.md: nothing is asserted about how fast it was. */
export function reportFigure(promise: string, figure: string): void {
  const database = process.env.PTS_TEST_DATABASE_URL ? "PostgreSQL" : "embedded database";
  const machine = `${database}, ${availableParallelism()} cores, Node.js ${process.versions.node}`;
  process.stdout.write(`FIGURE ${promise}: ${figure} (${machine})\n`);
}

/** How long work took, in seconds, beside its result. */
export async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly seconds: number }> {
  const startedAt = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - startedAt) / 1000 };
}
