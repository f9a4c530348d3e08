import "server-only";
import type { Context, PrivacyMode } from "@/lib/context";
import type { Download } from "@/lib/http/download";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { type Column, column } from "@/lib/performance/exports/column";
import { getColumnDefinitions } from "@/lib/performance/exports/json";
import { createTableDownload } from "@/lib/performance/exports/table-download";
import { listEvaluations } from "./list-evaluations";
import {
  type Evaluation,
  type EvaluationExportQuery,
  type EvaluationReader,
  evaluationReaders,
} from "./schemas";

const evaluationColumns: readonly Column<Evaluation>[] = [
  column(
    "operation_id",
    null,
    "The operation of the API that shows it.",
    (row) => row.operation_id,
  ),
  column("summary", null, "What it shows.", (row) => row.summary),
  column("path", null, "Its method and path.", (row) => row.path),
  column(
    "by_link",
    null,
    "Whether it is shown through a share link that the member made.",
    (row) => row.by_link,
  ),
  ...privacyModes.flatMap((mode) => evaluationReaders.map((reader) => readerColumn(mode, reader))),
  column("fields", null, "The numbers and times that it shows.", (row) => row.fields.join(" ")),
];

function readerColumn(mode: PrivacyMode, reader: EvaluationReader): Column<Evaluation> {
  return column(
    `readers.${mode}.${reader}`,
    null,
    "Whose figures this reader sees in this privacy mode: none, own, team (also own), all, or groups.",
    (row) => row.readers?.[mode][reader] ?? null,
  );
}

/**
 * The list of evaluations and their readers as a file, as an annex of an agreement.
 *
 * @throws AppError `forbidden` without `view_administration_log`; `invalid_request`.
 */
export async function exportEvaluations(
  context: Context,
  options: EvaluationExportQuery,
): Promise<Download> {
  const { evaluations } = await listEvaluations(context);
  const { organizationId, organization, now } = context;
  const file = {
    name: `evaluations-${toLocalDate(now, organization.timeZone)}`,
    columns: evaluationColumns,
    pages: onePage(evaluations),
    head: {
      organization_id: organizationId,
      privacy_mode: organization.privacyMode,
      columns: getColumnDefinitions(evaluationColumns),
      export_date: now,
    },
    rowsName: "evaluations",
  };
  return createTableDownload(file, options);
}

async function* onePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
