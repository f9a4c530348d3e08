/** What commands print: sentences for people, or with `--json` one last line for machines. */
export type Output = {
  readonly isJson: boolean;
  /** A line on standard output; nothing with `--json`. */
  readonly say: (line: string) => void;
  /** The result: its JSON with `--json`, else the sentence. */
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
export function getCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
