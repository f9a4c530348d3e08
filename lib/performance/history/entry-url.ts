/** Where an entry of the ledger is seen: on the page of whose it is, which shows and opens it whatever else it shows. */
export function getEntryUrl(entryId: number, userId: number | null): string {
  const page = userId === null ? "/" : `/team/members/${userId}`;
  return `${page}?entry=${entryId}#${entryAnchor(entryId)}`;
}

/** The id of an entry's row on that page. */
export function entryAnchor(entryId: number): string {
  return `entry-${entryId}`;
}
