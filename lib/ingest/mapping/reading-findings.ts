import type { FileFieldName } from "@/lib/performance/domain/assignments/field-names";
import { shorten } from "./column-plan";
import { normalizeWord, trackerStatusWords } from "./mapping";
import { foldName } from "./people";

const MAX_LINKS = 100_000;
const MAX_WORDS = 100;

/** What was met while the rows were read, to be said once at the end. */
export class ReadingFindings {
  readonly #empty = new Map<FileFieldName, number>();
  readonly #later = new Map<string, number>();
  readonly #words = new Map<string, number>();
  readonly #skipped = new Map<string, number>();
  /** By folded display name; null beside several addresses. */
  readonly #links = new Map<string, string | null>();

  countEmpty(field: FileFieldName): void {
    add(this.#empty, field);
  }

  countLaterColumn(field: FileFieldName, column: string): void {
    add(this.#later, `${field} is read from “${shorten(column)}”`);
  }

  countUnknownStatus(word: string): void {
    if (this.#words.size < MAX_WORDS || this.#words.has(word)) add(this.#words, word);
  }

  countSkipped(shown: string): void {
    const name = shown === "" ? "no assignee" : `“${shorten(shown)}”`;
    if (this.#skipped.size < MAX_WORDS || this.#skipped.has(name)) add(this.#skipped, name);
  }

  linkName(displayName: string, name: string): void {
    const key = foldName(displayName);
    if (key === foldName(name)) return;
    const known = this.#links.get(key);
    if (known === undefined && this.#links.size < MAX_LINKS) this.#links.set(key, foldName(name));
    else if (known !== undefined && known !== foldName(name)) this.#links.set(key, null);
  }

  /** The address or username beside a display name in this file; null without one, or with several. */
  findLinked(name: string): string | null {
    return this.#links.get(foldName(name)) ?? null;
  }

  describe(): readonly string[] {
    const empty = [...this.#empty].map(([field, rows]) => `${field} in ${rows}`);
    return [
      ...[...this.#later].map(([what, rows]) => `${what} in ${countRows(rows)}.`),
      ...[...this.#words].map(
        ([word, rows]) =>
          `The status “${shorten(word)}” of ${countRows(rows)} is unknown: ${suggest(word)}.`,
      ),
      ...[...this.#skipped].map(([who, rows]) => `Skipped ${countRows(rows)} of ${who}.`),
      ...(empty.length === 0
        ? []
        : [
            `Empty cells keep what is stored (rows: ${empty.join(", ")}); --clear-empty clears it.`,
          ]),
    ];
  }
}

function suggest(word: string): string {
  const status = trackerStatusWords[normalizeWord(word)] ?? "open|completed|cancelled";
  return `add --status "${shorten(word)}=${status}"`;
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function countRows(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}
