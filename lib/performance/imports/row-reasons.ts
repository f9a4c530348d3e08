import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";

/**
 * The sentences that say why a row is rejected, as the API, files and the command line show them. Pages show them in
 * their language, by these codes and the values in braces.
 */
const sentences = {
  empty: "{field} must not be empty",
  notText: "{field} must be text, not {kind}",
  halfCharacter: "{field} has half of a character (a lone surrogate)",
  controlCharacter: "{field} has a control character (U+{character})",
  tooLong: "{field} must have at most {count} characters",
  notTime:
    "{field} must be a date such as 2026-05-15 or a time such as 2026-05-15T14:30:00Z, from 1900 to 2200",
  twoReadings: "{field} can be read day first or month first: add --date-order dmy or mdy",
  otherWeekday: "{field} names another day of the week than its date has",
  notNumber: "{field} must be a number from 0 to {count}",
  notStatus: "{field} must be open, completed or cancelled",
  notSkills: "{field} must be a list of skills, not {kind}",
  notSkill: "{field} has {kind} where a skill is expected",
  skillLevel: "{field} must have whole levels from 1 to {count}",
  skillName: "{field} must have names of 1 to {count} characters",
  tooManySkills: "{field} must have at most {count} skills",
  skillTwice: "{field} names “{name}” twice",
  notOpen: "{field} must be empty where status is {status}",
  notCompleted: "{field} must be given where status is completed",
  tooEarly: "{field} must not be before {other}",
  afterToday: "{field} must not be after today",
  inFuture: "{field} must not be more than five minutes in the future",
  spreadsheetError: "{field} has an error of a spreadsheet instead of a value",
  lostDigits: "{field} must be text or a whole number written with all of its digits",
  severalPeople: "{field} names several people",
  severalValues: "{field} has several values, because the file has its column more than once",
  tooManyCells: "The row has {count} cells, but the header line has {columns}",
  headerAgain: "The row repeats the header line",
  keyTwice: "The object has “{name}” twice",
  notObject: "The line is not a JSON object",
  idTwice: "Row {count} of this file has the same external_id",
  unknownPerson: "No member has the username or email address “{name}”",
  nameOfSeveral: "“{name}” is the name of {count} members: say who it is with {options}",
  maybeMember: "“{name}” may be the member {target}: say who it is with {options}",
  notName: "“{name}” is no username or email address: say who it is with {options}",
  maybePerson: "“{name}” may be {target}: say who it is with {options}",
  aliasOfNone: "“{name}” is an alias of “{target}”, which is no person",
  notUsername: "“{name}” cannot be a username ({options})",
  takenElsewhere: "“{name}” cannot become a member here",
  erasedPerson: "This person was erased: the rest of their work cannot be changed",
  inactiveMember:
    "This member is deactivated: only the assignments that they have already can be changed",
  ownWork: "This is your own work: another person has to import it",
  changedSince: "This assignment was changed since the import, so it stays as it is",
  ownUndo: "This is your own work: another person has to undo it",
} as const;

export type ReasonCode = keyof typeof sentences;

export type RowReason = {
  readonly code: ReasonCode;
  readonly values: Readonly<Record<string, string>>;
  /** The text of the cell, shortened; null where the sentence shows none. */
  readonly cell: string | null;
};

const fields = fileFieldNames.join("|");
const patterns: Readonly<Record<string, string>> = {
  field: fields,
  other: fields,
  count: "\\d+",
  columns: "\\d+",
  character: "[0-9A-F]{4}",
  kind: "a list|nothing|true or false|a number|text|an object",
  status: "open|cancelled",
  options: "[\\s\\S]+?",
};

const templates = Object.entries(sentences).map(([code, sentence]) => {
  const pattern = sentence
    .replace(/[.()+*?]/g, "\\$&")
    .replace(
      /\{(\w+)\}/g,
      (_, name: string) => `(?<${name}>${patterns[name] ?? "[\\s\\S]{1,400}?"})`,
    );
  return {
    code: code as ReasonCode,
    expression: new RegExp(`${pattern}(?: \\(“(?<cell>[\\s\\S]{0,100}?)”\\))?\\.(?: |$)`, "y"),
  };
});

/** The reasons that a text consists of; null where it has a sentence that is none of them. */
export function recognizeReasons(text: string): readonly RowReason[] | null {
  const found: RowReason[] = [];
  let place = 0;
  while (place < text.length) {
    const next = recognizeReason(text, place);
    if (next === null) return null;
    found.push(next.reason);
    place = next.end;
  }
  return found;
}

function recognizeReason(text: string, place: number) {
  for (const { code, expression } of templates) {
    expression.lastIndex = place;
    const { cell = null, ...values } = expression.exec(text)?.groups ?? {};
    if (expression.lastIndex > place) {
      return { reason: { code, values, cell }, end: expression.lastIndex };
    }
  }
  return null;
}
