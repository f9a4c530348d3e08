/** The import that the URL names; null: all of them. */
export function parseImportId(read: (name: string) => string | null): number | null {
  const text = read("import") ?? "";
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
