import type { RowError } from "@/lib/performance/imports/import-row";
import type { Cells } from "./columns";

/** A row as a reader finds it, before anybody asks what its cells mean. */
export type RawRow = {
  readonly rowNumber: number;
  readonly given: Readonly<Record<string, unknown>>;
  readonly cells: Cells;
  readonly fault: RowError | null;
};
