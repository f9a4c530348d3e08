import { z } from "zod";
import { contentTypes, findDownload } from "@/lib/http/download";
import { assignment } from "@/lib/performance/assignments/schemas";
import { snapshot } from "@/lib/performance/history/snapshot-schemas";
import { instant } from "@/lib/performance/shared/schemas";
import { historyEntry, userSummary } from "@/lib/performance/summaries/schemas";
import { accessLogEntry } from "./access-log-schemas";

/** A stored row, by the names of its columns. */
const row = z.record(z.string(), z.json());

/** All that is stored about one person. Passwords and secrets are not: only what cannot be turned back is kept of them. */
export const everything = z.object({
  export_date: instant,
  organization: z.object({ id: z.number().int(), name: z.string(), time_zone: z.string() }),
  profile: row,
  summary: userSummary,
  /** The sums behind the score, and the facts that are in them. */
  performance: z.array(row),
  counted_facts: z.array(row),
  skills: z.array(row),
  /** Which teams one was in, and when; `team` is null for one that is gone. */
  teams: z.array(row),
  milestones: z.array(row),
  badges: z.array(row),
  /** When milestones and badges were gained and lost, and by which entry. */
  achievement_changes: z.array(row),
  /** One's own, with what was decided, and those of others that one has decided. */
  contests: z.array(row),
  contests_decided: z.array(row),
  tokens: z.array(row),
  share_links: z.array(row),
  sessions: z.array(row),
  invitations: z.array(row),
  /** Imports and policies that one has made, and rows of imports that are still under way or were turned away. */
  imports: z.array(row),
  import_rows: z.array(row),
  policies: z.array(row),
  /** Deleted ones too; then `deleted_at` says when. */
  assignments: z.array(z.object({ ...assignment.shape, deleted_at: instant.nullable() })),
  /** The whole ledger; `actor_id` is who made an entry, null the service itself. */
  history: z.array(z.object({ ...historyEntry.shape, actor_id: z.number().int().nullable() })),
  snapshots: z.array(snapshot),
  /** Who looked at one's figures, at a team's while one was in it, and at the organization's. */
  access_log: z.array(accessLogEntry),
  /** At whose figures one has looked. */
  looked_at: z.array(row),
  /** Entries of any ledger that one has made. */
  entries_made: z.array(row),
  /** What one has changed about members, settings and credentials, and what was changed about oneself. */
  changes_made: z.array(row),
  changes_of_oneself: z.array(row),
});

export const everythingFile = findDownload({ [contentTypes.json]: everything });
