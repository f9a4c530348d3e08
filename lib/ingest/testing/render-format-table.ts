import type { FieldDeclaration } from "@/lib/performance/domain/assignments/assignment-fields";
import { fileFieldNames, getField } from "@/lib/performance/domain/assignments/field-names";

/** The table of the columns of a file in docs/imports.md. */
export function renderFormatTable(): string {
  const rows = fileFieldNames.map((name) => {
    const field = getField(name);
    const isRequired = field.isRequired === true ? "yes" : "";
    return ["", `\`${name}\``, isRequired, describeValue(field), field.description, ""];
  });
  return [
    "| column | required | value | meaning |",
    "| --- | --- | --- | --- |",
    ...rows.map((cells) => cells.join(" | ").trim().replace("|  |", "| |")),
  ].join("\n");
}

/** By the number of units in 1. */
const units = new Map([
  [100, "hundredths"],
  [10_000, "ten-thousandths"],
]);

function describeValue(field: FieldDeclaration): string {
  switch (field.kind) {
    case "text":
      return field.isRequired === true
        ? `1–${field.maxLength} characters`
        : `at most ${field.maxLength} characters`;
    case "time":
      return `time; a date is the ${field.dateOnly} of that day`;
    case "number":
      return `0–${field.maximum}, stored in ${units.get(field.parse(1))}`;
    case "choice":
      return joinChoices(field.choices.map((choice) => `\`${choice}\``));
    case "skills":
      return `at most ${field.maxSkills} of \`name[:level]\` joined by \`;\`, levels 1–${field.maxLevel}, default ${field.defaultLevel}; NDJSON also takes a list of such texts`;
    case "id":
      return "an id";
  }
}

function joinChoices(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
}
