import type { Context } from "@/lib/context";
import { serializeName, showsNames } from "@/lib/performance/access/privacy-mode";
import type { ImportRecord } from "@/lib/performance/imports/queries/import-requests";
import type { ImportPhase } from "@/lib/performance/imports/queries/imports";
import {
  type ImportDetail,
  type ImportSummary,
  importDetail,
} from "@/lib/performance/imports/schemas";
import { readRecognized } from "./recognition-schemas";

export function serializeImport(context: Context, record: ImportRecord): ImportSummary {
  const { creator } = record;
  return {
    ...{ id: record.id, status: record.status, phase: record.phase },
    ...{ interactive: record.is_interactive, dry_run: record.dry_run, format: record.format },
    file_name: record.file_name,
    mapping: readRecognized(record.recognized)?.label ?? null,
    ...{ mapping_id: record.mapping_id, mapping_version: record.mapping_version },
    created_by: creator && { user_id: creator.userId, ...serializeName(context, creator) },
    created_at: record.created_at.toISOString(),
    finished_at: record.finished_at?.toISOString() ?? null,
    ...{ rows: record.rows, new: record.new_rows, changed: record.changed_rows },
    ...{ unchanged: record.unchanged_rows, rejected: record.rejected_rows },
    ...{ skipped: record.skipped_rows, undone: record.undone_rows, kept: record.kept_rows },
  };
}

const running: readonly ImportPhase[] = ["reading", "matching", "checking", "applying", "undoing"];

/** Rate and time left are those of this run: an interruption does not count. */
export function serializeProgress(record: ImportRecord): ImportDetail["progress"] {
  if (!running.includes(record.phase)) return null;
  const { phase_done: done, phase_total: total } = record;
  const rate = record.rate !== null && record.rate > 0 ? record.rate : null;
  const left = total === null || rate === null ? null : Math.max(0, (total - done) / rate);
  return {
    ...{ done, total },
    rows_per_second: rate === null ? null : Math.round(rate * 10) / 10,
    seconds_left: left === null ? null : Math.ceil(left),
  };
}

const effect = importDetail.shape.effect;

/** Hidden of so few members that it would be about one of them, where they are not shown by name. */
export function serializeEffect(context: Context, record: ImportRecord): ImportDetail["effect"] {
  const parsed = effect.safeParse(record.effect);
  if (!parsed.success || parsed.data === null) return null;
  const { anonymityThreshold } = context.organization;
  return showsNames(context) || parsed.data.members >= anonymityThreshold ? parsed.data : null;
}
