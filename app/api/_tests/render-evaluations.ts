import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import {
  type Evaluation,
  type EvaluationReader,
  evaluationReaders,
} from "@/lib/performance/evaluations/schemas";

const readerNames: Readonly<Record<EvaluationReader, string>> = {
  employee: "employee",
  team_lead: "team lead",
  team_lead_of_all: "team lead of all",
  manager: "manager",
  auditor: "auditor",
  admin: "administrator",
};

const introduction = `# List of evaluations

Every read that shows figures about members' work. It is generated from the table that the access tests check:
\`npx vitest run --project integration app/api/_tests/evaluations -u\`. The service shows the same list at
\`/settings/organization/evaluations\`, and writes it as a file.

\`own\`: the reader's own figures. \`team\`: also those of their team. \`all\`: also those of every member. \`groups\`: figures
of groups. \`link\`: anyone with a share link that the member made.`;

/** Renders the list of evaluations as a page of the documentation: the readers by privacy mode, then the data. */
export function renderEvaluations(evaluations: readonly Evaluation[]): string {
  const readers = privacyModes.map((mode) => {
    const names = evaluationReaders.map((reader) => readerNames[reader]);
    const rows = evaluations.map((evaluation) => {
      const seen = evaluationReaders.map((reader) => evaluation.readers?.[mode][reader] ?? "link");
      return renderRow([evaluation.summary, ...seen.map((one) => (one === "none" ? "–" : one))]);
    });
    const head = [
      renderRow(["evaluation", ...names]),
      renderRow(names.concat("").map(() => "---")),
    ];
    return [`## Readers in the mode \`${mode}\``, "", ...head, ...rows].join("\n");
  });
  const data = [
    "## Data",
    "",
    renderRow(["evaluation", "operation", "numbers and times"]),
    renderRow(["---", "---", "---"]),
    ...evaluations.map(({ summary, path, fields }) =>
      renderRow([summary, `\`${path}\``, fields.map((field) => `\`${field}\``).join(", ")]),
    ),
  ].join("\n");
  return `${[introduction, ...readers, data].join("\n\n")}\n`;
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
