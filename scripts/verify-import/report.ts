/** Prints a line for every check and counts the failures. */
export type Report = {
  readonly heading: (text: string) => void;
  readonly note: (text: string) => void;
  readonly check: (claim: string, isTrue: boolean, found?: unknown) => void;
  readonly failures: () => number;
};

export function createReport(): Report {
  let failures = 0;
  return {
    heading: (text) => console.log(`\n${text}`),
    note: (text) => console.log(`  ${text}`),
    check: (claim, isTrue, found) => {
      if (!isTrue) failures += 1;
      const detail = isTrue || found === undefined ? "" : `: ${JSON.stringify(found)}`;
      console.log(`${isTrue ? "✓" : "✗"} ${claim}${detail}`);
    },
    failures: () => failures,
  };
}
