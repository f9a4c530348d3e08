import type { AuditEntryResponse } from "@/lib/performance/administration/audit-log-schemas";

type Detail =
  | { readonly name: string; readonly from: string; readonly to: string }
  | { readonly name: string; readonly value: string };

/** What an entry says beside its action, as lines of text. Names and values are those of the API. */
export function listDetails(detail: AuditEntryResponse["detail"]): readonly Detail[] {
  return Object.entries(detail).map(([name, value]) => {
    if (typeof value === "object" && value !== null && "from" in value && "to" in value) {
      return { name, from: toText(value.from), to: toText(value.to) };
    }
    return { name, value: toText(value) };
  });
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map(toText).join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${toText(one)}`)
    .join(", ");
}
