import { getText } from "@/components/ui/forms/form";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";
import {
  dateOrders,
  mappingNames,
  midnightMeanings,
} from "@/lib/performance/imports/mapping-rules";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import type { SentSettings } from "@/lib/performance/imports/settings-schemas";

const SAVED = "saved:";

/** The value of a saved mapping in the choice of mappings. */
export function toSavedValue(id: number): string {
  return `${SAVED}${id}`;
}

/** The chosen mapping; empty for one that is not saved. */
export function toMappingValue({ mapping_id, settings, recognized }: ImportDetail): string {
  if (mapping_id !== null) return toSavedValue(mapping_id);
  return settings.mapping ? "" : (recognized?.preset ?? "");
}

/** A changed column makes a mapping of its own, on top of the chosen one. */
export function toSettings(fields: FormData, one: ImportDetail): SentSettings {
  const timeZone = getText(fields, "time_zone");
  return {
    ...toMapping(fields, one),
    date_order: dateOrders.find((order) => order === getText(fields, "date_order")) ?? null,
    due_midnight:
      midnightMeanings.find((meaning) => meaning === getText(fields, "due_midnight")) ?? null,
    time_zone: timeZone === "" ? null : timeZone,
  };
}

function toMapping(fields: FormData, one: ImportDetail): SentSettings {
  const { recognized, settings } = one;
  const chosen = getText(fields, "preset");
  const columns = fileFieldNames.flatMap((field) => {
    const column = getText(fields, `column_${field}`);
    return column === (recognized?.fields[field]?.[0] ?? "") || column === ""
      ? []
      : [[field, column] as const];
  });
  const isSame = chosen === toMappingValue(one);
  if (chosen.startsWith(SAVED) && (!isSame || columns.length === 0)) {
    // The version that was chosen stays, although there may be a newer one.
    return isSame ? {} : { mapping_id: Number(chosen.slice(SAVED.length)) };
  }
  const preset = mappingNames.find((name) => name === chosen) ?? null;
  const own = preset === null ? settings.mapping : null;
  if (columns.length === 0 && !own) return { preset, mapping: null };
  return {
    preset: null,
    mapping: {
      ...own,
      ...(preset && { base: preset }),
      columns: { ...own?.columns, ...Object.fromEntries(columns) },
    },
  };
}
