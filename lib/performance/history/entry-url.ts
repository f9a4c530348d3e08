import type { MemberId } from "@/lib/performance/domain/units/ids";
/** The URL of a ledger entry: the page of its member, which always lists and opens the linked entry. */
export function getEntryUrl(entryId: number, userId: MemberId | null): string {
  const page = userId === null ? "/" : `/team/members/${userId}`;
  return `${page}?entry=${entryId}#${getEntryAnchor(entryId)}`;
}

/** The id of an entry's row on that page. */
export function getEntryAnchor(entryId: number): string {
  return `entry-${entryId}`;
}
