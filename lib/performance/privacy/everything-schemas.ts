import { z } from "zod";
import { contentTypes, declareDownload } from "@/lib/http/download";
import { assignment } from "@/lib/performance/assignments/schemas";
import { snapshot } from "@/lib/performance/history/snapshot-schemas";
import { instant } from "@/lib/performance/shared/schemas";
import { historyEntry, userSummaryResponse } from "@/lib/performance/summaries/schemas";
import { accessLogEntry } from "./access-log-schemas";

/** A stored row, by the names of its columns. */
const row = z.record(z.string(), z.unknown()).meta({ id: "StoredRow" });

/** Everything that is stored about one person, except the hashes of passwords and secrets. */
export const everything = z
  .object({
    export_date: instant,
    organization: z.object({ id: z.number().int(), name: z.string(), time_zone: z.string() }),
    profile: row,
    summary: userSummaryResponse,
    performance: z.array(row).describe("The sums behind the score."),
    counted_facts: z.array(row).describe("The facts that are in the sums."),
    assignment_changes: z
      .array(row)
      .describe("The changes of the assignments of the member since they have them."),
    assignment_changes_made: z
      .array(row)
      .describe("The changes of any assignment that the member made."),
    skills: z.array(row),
    teams: z
      .array(row)
      .describe("The teams of the member, and when; `team` is null for a deleted team."),
    milestones: z.array(row),
    badges: z.array(row),
    achievement_changes: z
      .array(row)
      .describe("When milestones and badges were gained and lost, and by which entry."),
    releases: z
      .array(row)
      .describe(
        "The releases of groups that count the member's entries, and up to which entry of a team.",
      ),
    contests: z.array(row).describe("The contests of the member, with their decisions."),
    contests_decided: z.array(row).describe("The contests of others that the member decided."),
    decisions: z.array(row).describe("Decisions about the member that rest on their score."),
    decisions_made: z.array(row).describe("Decisions that the member made, without texts."),
    decision_replies: z.array(row).describe("Decisions that the member replied to, without texts."),
    tokens: z.array(row),
    share_links: z.array(row),
    sessions: z.array(row),
    idempotency_keys: z
      .array(row)
      .describe("Keys of creations by the member in the last day, without the responses."),
    invitations: z.array(row),
    imports: z.array(row).describe("The imports of the member."),
    import_rows: z.array(row).describe("Rows about the member that are pending or were rejected."),
    policies: z.array(row).describe("The policies that the member made."),
    assignments: z
      .array(
        z
          .object({ ...assignment.shape, deleted_at: instant.nullable() })
          .meta({ id: "ExportedAssignment" }),
      )
      .describe("Deleted ones too; then `deleted_at` says when."),
    history: z
      .array(
        z
          .object({ ...historyEntry.shape, actor_id: z.number().int().nullable() })
          .meta({ id: "ExportedHistoryEntry" }),
      )
      .describe("The whole ledger; `actor_id` is who made an entry, null the service itself."),
    snapshots: z.array(snapshot),
    access_log: z
      .array(accessLogEntry)
      .describe(
        "Who viewed the member's figures, those of their team while they were in it, and the organization's.",
      ),
    notices_read: z
      .array(row)
      .describe("When the member read how they are assessed, under which policy and privacy mode."),
    known_names: z
      .array(row)
      .describe("The names in imported files that are remembered as the member's."),
    record_expirations: z
      .array(row)
      .describe(
        "Of a member who came back: what was removed from sealed blocks when their record expired.",
      ),
    looked_at: z.array(row).describe("Whose figures the member viewed."),
    entries_made: z.array(row).describe("Entries of any ledger that the member made."),
    changes_made: z
      .array(row)
      .describe("What the member changed about members, settings and credentials."),
    changes_of_oneself: z.array(row).describe("What others changed about the member."),
    proposals_made: z.array(row).describe("Changes of settings that the member proposed."),
    proposals_approved: z.array(row).describe("Changes of settings that the member approved."),
    settings_history: z
      .array(row)
      .describe("How the settings and the scoring policy of the organization changed."),
  })
  .meta({ id: "Everything" });

export const everythingFile = declareDownload({ [contentTypes.json]: everything });
