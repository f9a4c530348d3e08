import type { RowError } from "@/lib/performance/imports/import-row";
import type { Cells } from "./columns";

/** A row of a file before its cells are parsed. */
export type RawRow = {
  readonly rowNumber: number;
  readonly given: Readonly<Record<string, unknown>>;
  readonly cells: Cells;
  readonly error: RowError | null;
};
