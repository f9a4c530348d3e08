import type { FileChoices } from "@/lib/ingest/open-assignments";

/** A value by field, or the field and the reason of a rejection. */
export type ExpectedRow =
  | Readonly<Record<string, unknown>>
  | "skipped"
  | { readonly field: string; readonly reason: RegExp };

/** A file that is odd or malicious, and what must become of it: its rows, or a sentence that rejects all of it. */
export type HostileFile = {
  readonly name: string;
  readonly parts: readonly (string | Uint8Array)[];
  readonly choices?: FileChoices;
} & ({ readonly rows: readonly ExpectedRow[] } | { readonly rejected: RegExp });

export const header = "external_id,title,assignee,due_at,completed_at,difficulty,status\n";

/** A file of one row in which one column has this cell. */
export function writeCell(column: string, cell: string): string {
  const names = header.trim().split(",");
  const usual: Readonly<Record<string, string>> = { external_id: "A", title: "t", assignee: "ada" };
  const cells = names.map((name) => (name === column ? cell : (usual[name] ?? "")));
  return `${header}${cells.map((one) => `"${one.replace(/"/g, '""')}"`).join(",")}\n`;
}

export function write(...rows: readonly string[]): string {
  return `${header}${rows.map((row) => `${row}\n`).join("")}`;
}
