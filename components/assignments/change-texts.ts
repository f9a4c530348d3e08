import { missingSign } from "@/lib/i18n/format";
import type { Words } from "@/lib/i18n/words";
import type {
  AssignmentChangeResponse,
  ChangedFields,
} from "@/lib/performance/assignments/changes/change-schemas";
import { sayDueMove, sayWithActor } from "@/lib/performance/assignments/changes/change-words";

/** A change as sentences: one for the due date, and one for each other field. */
export function describeRecordedChange(
  words: Words,
  change: AssignmentChangeResponse,
): readonly string[] {
  const { before, after, actor, event } = change;
  const say = (what: string) =>
    words.translate("assignments.changes.sentence", { what: sayWithActor(words, what, actor) });
  if (event === "baseline" || event === "created" || before === null) {
    return [
      say(words.translate(`assignments.changes.${event === "baseline" ? event : "created"}`)),
    ];
  }
  if (event === "deleted") return [say(words.translate("assignments.changes.deleted"))];
  return [
    ...(after.deleted === false ? [say(words.translate("assignments.changes.restored"))] : []),
    ...(after.due_at === undefined
      ? []
      : [sayDueMove(words, { ...change, before: before.due_at ?? null, after: after.due_at })]),
    ...listFieldChanges(words, before, after).map(say),
  ];
}

const fields = [
  ["user_id", "assignments.changes.assignee"],
  ["status", "assignments.changes.status"],
  ["assigned_at", "assignments.assignedAt"],
  ["started_at", "assignments.startedAt"],
  ["completed_at", "assignments.completed"],
  ["difficulty", "assignments.difficulty"],
  ["skill_match", "assignments.skillMatch"],
  ["required_skills", "assignments.skills"],
] as const;

function listFieldChanges(
  words: Words,
  before: ChangedFields,
  after: ChangedFields,
): readonly string[] {
  const { translate } = words;
  return fields.flatMap(([field, label]) =>
    after[field] === undefined
      ? []
      : translate("assignments.changes.fieldChanged", {
          label: translate(label),
          before: sayValue(words, field, before),
          after: sayValue(words, field, after),
        }),
  );
}

function sayValue(
  { translate, format }: Words,
  field: (typeof fields)[number][0],
  values: ChangedFields,
): string {
  switch (field) {
    case "user_id": {
      const { user_id: id } = values;
      return id === null || id === undefined ? translate("assignments.changes.someone") : `#${id}`;
    }
    case "status":
      return values.status === undefined
        ? missingSign
        : translate(`assignments.view.${values.status}`);
    case "difficulty":
      return format.score(values.difficulty ?? null);
    case "skill_match":
      return format.percent(values.skill_match ?? null);
    case "required_skills":
      return sayList(
        values.required_skills?.map(({ name, level }) =>
          translate("assignments.skillOf", { name, level }),
        ),
      );
    default: {
      const instant = values[field];
      return instant === null || instant === undefined ? missingSign : format.dayAndTime(instant);
    }
  }
}

function sayList(items: readonly string[] = []): string {
  return items.length === 0 ? missingSign : items.join(", ");
}
