import { z } from "zod";
import { contentTypes, declareDownload } from "@/lib/http/download";
import { assignment } from "@/lib/performance/assignments/schemas";
import { snapshot } from "@/lib/performance/history/snapshot-schemas";
import { instant } from "@/lib/performance/shared/schemas";
import { historyEntry, userSummaryResponse } from "@/lib/performance/summaries/schemas";
import { accessLogEntry } from "./access-log-schemas";

/** A stored row, by the names of its columns. */
const row = z.record(z.string(), z.json());

/** Everything that is stored about one person, except the hashes of passwords and secrets. */
export const everything = z.object({
  export_date: instant,
  organization: z.object({ id: z.number().int(), name: z.string(), time_zone: z.string() }),
  profile: row,
  summary: userSummaryResponse,
  /** The sums behind the score, and the facts that are in them. */
  performance: z.array(row),
  counted_facts: z.array(row),
  /** The changes of the member's assignments since they have them, and those of any assignment that they made. */
  assignment_changes: z.array(row),
  assignment_changes_made: z.array(row),
  skills: z.array(row),
  /** The teams of the member, and when; `team` is null for a deleted team. */
  teams: z.array(row),
  milestones: z.array(row),
  badges: z.array(row),
  /** When milestones and badges were gained and lost, and by which entry. */
  achievement_changes: z.array(row),
  /** The releases of groups that count the member's entries, and up to which entry of a team. */
  releases: z.array(row),
  /** The member's own contests with their decisions, and those of others that the member decided. */
  contests: z.array(row),
  contests_decided: z.array(row),
  /** Decisions about the member that rest on their score; and those that they made or replied to, without texts. */
  decisions: z.array(row),
  decisions_made: z.array(row),
  decision_replies: z.array(row),
  tokens: z.array(row),
  share_links: z.array(row),
  sessions: z.array(row),
  invitations: z.array(row),
  /** Imports and policies of the member, and rows of imports that are pending or were rejected. */
  imports: z.array(row),
  import_rows: z.array(row),
  policies: z.array(row),
  /** Deleted ones too; then `deleted_at` says when. */
  assignments: z.array(z.object({ ...assignment.shape, deleted_at: instant.nullable() })),
  /** The whole ledger; `actor_id` is who made an entry, null the service itself. */
  history: z.array(z.object({ ...historyEntry.shape, actor_id: z.number().int().nullable() })),
  snapshots: z.array(snapshot),
  /** Who viewed the member's figures, those of their team while they were in it, and the organization's. */
  access_log: z.array(accessLogEntry),
  /** When the member read how they are assessed, under which policy and privacy mode. */
  notices_read: z.array(row),
  /** The names in imported files that are remembered as the member's. */
  known_names: z.array(row),
  /** Of a member who came back: what was removed from sealed blocks when their record expired. */
  record_expirations: z.array(row),
  /** Whose figures the member viewed. */
  looked_at: z.array(row),
  /** Entries of any ledger that the member made. */
  entries_made: z.array(row),
  /** What the member changed about members, settings and credentials, and what others changed about the member. */
  changes_made: z.array(row),
  changes_of_oneself: z.array(row),
  /** Changes of settings that the member proposed, and that they approved. */
  proposals_made: z.array(row),
  proposals_approved: z.array(row),
  /** How the settings and the scoring policy of the organization changed. */
  settings_history: z.array(row),
});

export const everythingFile = declareDownload({ [contentTypes.json]: everything });
