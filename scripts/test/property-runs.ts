import * as fc from "fast-check";

const ON_DATABASE = 10;

/** How many cases every property is to try, from PTS_PROPERTY_RUNS; null: each tries its default. */
function readPropertyRuns(): number | null {
  const text = process.env.PTS_PROPERTY_RUNS;
  if (!text) return null;
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw new Error(`PTS_PROPERTY_RUNS must be a whole number of cases, not “${text}”.`);
  }
  return Number(text);
}

/** By default a property tries as many cases as fast-check does, 100. */
export function applyPropertyRuns(): void {
  const numRuns = readPropertyRuns();
  if (numRuns !== null) fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns });
}

/**
 * Checks a property of which each case fills an organization, which takes up to a second: by default it tries 10 cases.
 * `npm run verify:long` tries hundreds.
 */
export function assertDatabaseProperty<Values>(
  property: fc.IAsyncProperty<Values>,
  parameters: Omit<fc.Parameters<Values>, "numRuns"> = {},
): Promise<void> {
  return fc.assert(property, { ...parameters, numRuns: readPropertyRuns() ?? ON_DATABASE });
}
