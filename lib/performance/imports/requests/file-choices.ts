import { toFileChoices } from "@/lib/ingest/mapping/mapping-file";
import type { FileChoices } from "@/lib/ingest/open-assignments";
import type { ImportFormat } from "@/lib/ingest/open-table";
import type { NamedPeople } from "@/lib/performance/imports/import-file";
import { type ImportSettings, importSettings } from "@/lib/performance/imports/settings-schemas";

/** How the settings of a request say that a file is read. */
export function toChoices(settings: ImportSettings, format: ImportFormat | null): FileChoices {
  const { mapping, preset, encoding, delimiter, clear_empty, complete } = settings;
  return {
    ...(mapping && toFileChoices(mapping)),
    ...(!mapping && preset && { builtIn: preset }),
    ...(format && { format }),
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
    ...(settings.time_zone && { timeZone: settings.time_zone }),
    ...(settings.date_order && { dateOrder: settings.date_order }),
    ...(settings.decimal && { decimal: settings.decimal }),
    ...(settings.due_midnight && { dueMidnight: settings.due_midnight }),
    ...(settings.latest_by && { latestBy: settings.latest_by }),
    ...(clear_empty !== undefined && { clearEmpty: clear_empty }),
    ...(complete !== undefined && { isComplete: complete }),
  };
}

/** Who the settings of a request say that people are. */
export function toNamedPeople({ people = [], mapping }: ImportSettings): NamedPeople {
  const members = people.flatMap(({ name, member }) =>
    member === undefined ? [] : [[name, member] as const],
  );
  const list = (wanted: string) => people.filter(({ is }) => is === wanted).map(({ name }) => name);
  return {
    aliases: { ...mapping?.aliases, ...Object.fromEntries(members) },
    newPeople: list("new"),
    skipped: list("skipped"),
  };
}

/** Stored settings; none where they were erased, or cannot be read any more. */
export function readStoredSettings(stored: unknown): ImportSettings {
  const parsed = importSettings.safeParse(stored);
  return parsed.success ? parsed.data : {};
}
