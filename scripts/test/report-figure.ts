import { availableParallelism } from "node:os";

/** Prints a figure that a long test saw, for docs/verification.md: nothing is asserted about how fast it was. */
export function reportFigure(promise: string, figure: string): void {
  const database = process.env.PTS_TEST_DATABASE_URL ? "PostgreSQL" : "embedded database";
  const machine = `${database}, ${availableParallelism()} cores, Node.js ${process.versions.node}`;
  process.stdout.write(`FIGURE ${promise}: ${figure} (${machine})\n`);
}

/** How long work took, in seconds, beside what it answered. */
export async function timed<Answer>(
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly seconds: number }> {
  const startedAt = performance.now();
  const answer = await work();
  return { answer, seconds: (performance.now() - startedAt) / 1000 };
}
