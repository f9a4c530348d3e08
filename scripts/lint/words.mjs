/**
 * Words that this code and its docs no longer use, and what to write instead. A word is found in identifiers too:
 * `refuseRow` is read as "refuse Row".
 */
export const retiredWords = [
  ["whoever", "a member, an administrator, anyone who"],
  ["whom", "a shorter sentence"],
  ["somebody", "a member, another person"],
  ["nobody", "no member"],
  ["one's own", "your own, their own"],
  ["oneself", "yourself, the member"],
  ["sets? aside|setting aside", "fail (a job), cancel (an assignment)"],
  ["looks? at|looked at|looking at", "view, read"],
  ["tak(?:e|es|en|ing) over|took over", "hydrate, replace"],
  ["tak(?:e|es|en|ing) back", "reverse, withdraw"],
  ["way back", "Back button"],
  ["refus(?:e|es|ed|al|als|ing)", "reject"],
  ["presets?", "default"],
  ["answer(?:s|ed|ing)?", "response, respond, return"],
  ["stands?|standing|stood", "is, summary, state"],
  ["faults?|faulty", "error, breach, problem"],
  ["perish(?:es|ed|able)?", "expire"],
  ["owed", "expected"],
  ["in line with|bring(?:s|ing)? (?:\\w+ ){0,3}in line|brought in line", "reconcile"],
  [
    "give(?:s|n)? (?:the )?work|work (?:is|was) given|giv(?:e|es|en|ing) (?:it|them) (?:away|to)",
    "assign",
  ],
];

/** Where such a word is plain English or the name of another program: part of the path, and the words around it. */
const allowed = [
  ["scripts/lint/words", ""],
  ["CHANGELOG.md", ""],
  ["biome.json", '"preset"'],
  ["scripts/postgresql/temporary-cluster.ts", "nobody"],
  ["lib/ingest/mapping/people.ts", '"nobody"'],
  ["scripts/pts/import-options.ts", "preset"],
];

export const longestCommentLine = 120;

const patterns = retiredWords.map(([word, instead]) => ({
  pattern: new RegExp(`(?<![\\w'-])(?:${word})(?![\\w-])`, "gi"),
  instead,
}));

/** Names of the published API, which keeps them. */
const publishedNames = [
  "answered_by",
  "changes_of_oneself",
  "is_set_aside",
  "looked_at",
  "preset",
  "set_aside",
  "set_aside_at",
];
const publishedName = new RegExp(`\\b(?:${publishedNames.join("|")})\\b`, "g");

const splitWords = (line) => line.replace(/([a-z\d])([A-Z])/g, "$1 $2").replaceAll("_", " ");

const isComment = (line) => /^\s*(?:\/\/|\/\*|\*|#|--)/.test(line);

function isAllowed(file, line) {
  return allowed.some(([path, words]) => file.includes(path) && line.includes(words));
}

/** @returns a sentence for each retired word, and for each comment line that is too long. */
export function findRetiredWords(file, text) {
  return text.split("\n").flatMap((line, index) => {
    const place = `${file}:${index + 1}`;
    const words = patterns.flatMap(({ pattern, instead }) =>
      isAllowed(file, line)
        ? []
        : [...splitWords(line.replaceAll(publishedName, "")).matchAll(pattern)].map(
            ([word]) => `${place}: "${word}" is retired. Write ${instead}.`,
          ),
    );
    const isTooLong = isComment(line) && line.length > longestCommentLine && !file.endsWith(".md");
    return isTooLong
      ? [
          ...words,
          `${place}: a comment line of ${line.length} characters: ${longestCommentLine} fit.`,
        ]
      : words;
  });
}
