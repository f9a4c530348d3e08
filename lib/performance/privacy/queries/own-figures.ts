import "server-only";
import { kysely, withAliases } from "@/lib/db/kysely";
import { hasKey } from "@/lib/db/sql-values";
import { type Section, selectPage, selectTable } from "./own-section";

/** A person's figures and their evidence. */
export const figureSections = {
  skills: {
    table: "user_skills",
    select: ({ organizationId, userId }, page) =>
      selectPage(
        kysely
          .selectFrom("user_skills as row")
          .innerJoin("skills as skill", (join) =>
            join
              .onRef("skill.organization_id", "=", "row.organization_id")
              .onRef("skill.id", "=", "row.skill_id"),
          )
          .select(["skill.name as skill", "row.level", "row.updated_at"])
          .where("row.organization_id", "=", organizationId)
          .where("row.user_id", "=", userId),
        withAliases<{ row: "user_skills" }>().ref("row.skill_id"),
        page,
      ),
  },
  teams: {
    table: "team_memberships",
    select: ({ organizationId, userId }, page) =>
      selectPage(
        kysely
          .selectFrom("team_memberships as row")
          .leftJoin("teams as team", (join) =>
            join
              .onRef("team.organization_id", "=", "row.organization_id")
              .onRef("team.id", "=", "row.team_id"),
          )
          .select(["row.team_id", "team.name as team", "row.since", "row.until"])
          .where("row.organization_id", "=", organizationId)
          .where("row.user_id", "=", userId),
        withAliases<{ row: "team_memberships" }>().ref("row.id"),
        page,
      ),
  },
  performance: selectTable("user_performance", {
    owner: "user_id",
    key: "user_id",
    columns: [
      "is_active",
      "tasks",
      "due",
      "on_time",
      "early_seconds",
      "timed",
      "duration_seconds",
      "skill_rated",
      "skill_match as skill_match_in_ten_thousandths",
      "difficulty_rated",
      "difficulty as difficulty_in_hundredths",
      "score as score_in_hundredths",
      "provisional",
      "policy_version",
      "newest_entry_id",
      "newest_entry_at",
      "hard_tasks",
      "on_time_streak",
      "longest_on_time_streak",
      "last_completed_at",
      "last_assignment_id",
      "evaluated_on",
    ],
  }),
  counted_facts: selectTable("performance_facts", {
    owner: "user_id",
    key: "assignment_id",
    columns: [
      "assignment_id",
      "entry_id",
      "completed_at",
      "completed_on",
      "on_time",
      "early_seconds",
      "duration_seconds",
      "skill_match as skill_match_in_ten_thousandths",
      "difficulty as difficulty_in_hundredths",
    ],
  }),
  assignment_changes: {
    table: "assignment_changes",
    select: ({ organizationId, userId }, page) =>
      selectPage(
        kysely
          .selectFrom("assignment_changes as row")
          .innerJoin("assignments as assignment", (join) =>
            join
              .onRef("assignment.organization_id", "=", "row.organization_id")
              .onRef("assignment.id", "=", "row.assignment_id"),
          )
          .select(["row.id", "row.assignment_id", "row.event", "row.after"])
          .select(["row.is_due_passed", "row.actor_id", "row.source", "row.reason"])
          .select("row.created_at")
          // What was before a change of hands is about the former member.
          .select((eb) => {
            const isOwn = eb.not(
              eb.fn.coalesce(hasKey(eb.ref("row.before"), "user_id"), eb.lit(false)),
            );
            return [
              eb.case().when(isOwn).then(eb.ref("row.before")).end().as("before"),
              eb.case().when(isOwn).then(eb.ref("row.was_due_passed")).end().as("was_due_passed"),
            ];
          })
          .where("row.organization_id", "=", organizationId)
          .where("assignment.user_id", "=", userId)
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom("assignment_changes as later")
                  .select("later.id")
                  .whereRef("later.organization_id", "=", "row.organization_id")
                  .whereRef("later.assignment_id", "=", "row.assignment_id")
                  .whereRef("later.id", ">", "row.id")
                  .where((one) => hasKey(one.ref("later.after"), "user_id")),
              ),
            ),
          ),
        withAliases<{ row: "assignment_changes" }>().ref("row.id"),
        page,
      ),
  },
  assignment_changes_made: selectTable("assignment_changes", {
    owner: "actor_id",
    key: "id",
    columns: ["id", "assignment_id", "event", "source", "reason", "created_at"],
  }),
  milestones: selectTable("performance_milestones", {
    owner: "user_id",
    key: "id",
    columns: [
      "id",
      "milestone_type",
      "milestone_name",
      "description",
      "achieved_value",
      "achievement_data",
      "achieved_at",
      "revoked_at",
      "revoked_reason",
    ],
  }),
  badges: selectTable("performance_badges", {
    owner: "user_id",
    key: "id",
    columns: [
      "id",
      "badge_name",
      "badge_description",
      "badge_icon",
      "criteria",
      "criteria_value",
      "is_active",
      "earned_at",
    ],
  }),
  achievement_changes: selectTable("achievement_changes", {
    owner: "user_id",
    key: "id",
    columns: ["id", "kind", "name", "is_gain", "entry_id", "created_at"],
  }),
  releases: selectTable("aggregate_release_parts", {
    owner: "user_id",
    key: "last_entry_id",
    columns: ["release_id", "team_id", "last_entry_id", "is_counted"],
  }),
  contests: selectTable("contests", {
    owner: "user_id",
    key: "id",
    columns: [
      "id",
      "entry_id",
      "change_id",
      "status",
      "reason",
      "raised_at",
      "withdrawn_at",
      "decided_by",
      "decided_at",
      "decision_reason",
      "correcting_entry_id",
      "seen_at",
    ],
  }),
  decisions: selectTable("decisions", {
    owner: "user_id",
    key: "id",
    columns: [
      ...(["id", "kind", "grounds", "decided_by", "recorded_at"] as const),
      ...(["contest_reason", "contested_at", "reply", "replied_by", "replied_at"] as const),
    ],
  }),
  decisions_made: selectTable("decisions", {
    owner: "decided_by",
    key: "id",
    columns: ["id", "user_id", "kind", "recorded_at"],
  }),
  decision_replies: selectTable("decisions", {
    owner: "replied_by",
    key: "id",
    columns: ["id", "user_id", "kind", "replied_at"],
  }),
  contests_decided: selectTable("contests", {
    owner: "decided_by",
    key: "id",
    columns: [
      "id",
      "user_id",
      "entry_id",
      "change_id",
      "status",
      "decided_at",
      "decision_reason",
      "correcting_entry_id",
    ],
  }),
} as const satisfies Record<string, Section>;
