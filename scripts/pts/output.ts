/** Prints sentences, or with `--json` one line of JSON. */
export type Output = {
  readonly isJson: boolean;
  /** Prints a line; with `--json` nothing. */
  readonly say: (line: string) => void;
  /** Prints the sentence; with `--json` the result. */
  readonly finish: (result: unknown, sentence: string) => void;
};

export function createOutput(isJson: boolean): Output {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  return {
    isJson,
    say: (line) => {
      if (!isJson) print(line);
    },
    finish: (result, sentence) => print(isJson ? JSON.stringify(result) : sentence),
  };
}

const wholeNumber = new Intl.NumberFormat("en");

/** `12,299` */
export function formatCount(count: number): string {
  return wholeNumber.format(count);
}

/** `1 row`, `12,299 rows` */
export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

const megabytes = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** `0.3 MB` */
export function formatBytes(bytes: number): string {
  return `${megabytes.format(bytes / 1_000_000)} MB`;
}
