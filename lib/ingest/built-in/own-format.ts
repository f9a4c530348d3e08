import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";

/** The format of docs/imports.md. */
export const ownFormat: Mapping = {
  name: "own",
  label: "the import format",
  signature: [["external id"], ["title"], ["assignee"]],
  columns: Object.fromEntries(fileFieldNames.map((name) => [name, [name.replace(/_/g, " ")]])),
  statusWords: {
    open: "open",
    completed: "completed",
    cancelled: "cancelled",
    canceled: "cancelled",
  },
  people: {},
  skillsHaveLevels: true,
};
