/** The rows in columns of equal width, one line each. */
export function formatTable(rows: readonly (readonly string[])[]): string;
