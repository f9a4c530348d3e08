import type { InvalidParam } from "@/lib/errors";

const ask = / say who it is with --alias .*? or --skip-person ".*?"\./g;
const status = /add --status "(.*?)=(.*?)"/g;
const option = /--([a-z]+(?:-[a-z]+)*)/g;

/** A sentence for the command line, with the names that requests have for its options. */
export function toRequestWords(sentence: string): string {
  return sentence
    .replace(ask, " say in people who it is: a member, a new one, or skipped.")
    .replace(status, 'set mapping.status of "$1" to $2')
    .replace(/add --complete\b/g, "set complete to true")
    .replace(
      /add --(date-order|due-midnight) (?=\w)/g,
      (_, name: string) => `set ${toName(name)} to `,
    )
    .replace(option, (_, name: string) => toName(name));
}

/** The settings that a sentence for the command line names. */
export function listNamedSettings(sentence: string): readonly InvalidParam[] {
  const names = [...sentence.matchAll(option)].map(([, name = ""]) => toName(name));
  return [...new Set(names)].map((name) => ({ name, reason: toRequestWords(sentence) }));
}

function toName(name: string): string {
  return name.replaceAll("-", "_");
}
