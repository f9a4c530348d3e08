let made = 0;

/**
 * A short name in lower case that nothing else in the test's database has, nor has as a part of it. Files take turns on
 * a worker's database, each in a process of its own.
 */
export function makeUniqueName(): string {
  made += 1;
  const worker = process.env.VITEST_POOL_ID ?? "0";
  return `x${worker}-${process.pid.toString(36)}-${String(made).padStart(4, "0")}`;
}
