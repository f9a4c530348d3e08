-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('employee', 'team_lead', 'manager', 'admin');

-- CreateEnum
CREATE TYPE "LeadScope" AS ENUM ('team', 'organization');

-- CreateEnum
CREATE TYPE "PrivacyMode" AS ENUM ('named', 'pseudonymous', 'aggregate');

-- CreateEnum
CREATE TYPE "AssignmentStatus" AS ENUM ('open', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "EntryKind" AS ENUM ('completion', 'late', 'reversal', 'correction', 'policy');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('staging', 'applying', 'finished', 'failed');

-- CreateTable
CREATE TABLE "organizations" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "privacy_mode" "PrivacyMode" NOT NULL DEFAULT 'named',
    "employee_leaderboard" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "users" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "team_id" INTEGER,
    "username" TEXT NOT NULL,
    "email" TEXT,
    "display_name" TEXT NOT NULL,
    "alias" TEXT NOT NULL DEFAULT ('member-'::text || substr(md5((random())::text), 1, 8)),
    "role" "Role" NOT NULL DEFAULT 'employee',
    "lead_scope" "LeadScope" NOT NULL DEFAULT 'team',
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "skills" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "skills_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "user_skills" (
    "organization_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "skill_id" INTEGER NOT NULL,
    "level" SMALLINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_skills_pkey" PRIMARY KEY ("organization_id","user_id","skill_id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "external_id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "project" TEXT,
    "status" "AssignmentStatus" NOT NULL DEFAULT 'open',
    "assigned_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "difficulty" SMALLINT,
    "skill_match" SMALLINT,
    "fact_completed_on" DATE,
    "fact_on_time" BOOLEAN,
    "fact_early_seconds" BIGINT,
    "fact_duration_seconds" BIGINT,
    "fact_skill_match" SMALLINT,
    "fact_difficulty" SMALLINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "assignment_skills" (
    "organization_id" INTEGER NOT NULL,
    "assignment_id" BIGINT NOT NULL,
    "skill_id" INTEGER NOT NULL,
    "required_level" SMALLINT NOT NULL DEFAULT 5,

    CONSTRAINT "assignment_skills_pkey" PRIMARY KEY ("organization_id","assignment_id","skill_id")
);

-- CreateTable
CREATE TABLE "performance_facts" (
    "organization_id" INTEGER NOT NULL,
    "assignment_id" BIGINT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "completed_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_on" DATE NOT NULL,
    "on_time" BOOLEAN,
    "early_seconds" BIGINT,
    "duration_seconds" BIGINT,
    "skill_match" SMALLINT,
    "difficulty" SMALLINT,

    CONSTRAINT "performance_facts_pkey" PRIMARY KEY ("organization_id","assignment_id")
);

-- CreateTable
CREATE TABLE "user_performance" (
    "organization_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "tasks" BIGINT NOT NULL DEFAULT 0,
    "due" BIGINT NOT NULL DEFAULT 0,
    "on_time" BIGINT NOT NULL DEFAULT 0,
    "early_seconds" BIGINT NOT NULL DEFAULT 0,
    "timed" BIGINT NOT NULL DEFAULT 0,
    "duration_seconds" BIGINT NOT NULL DEFAULT 0,
    "skill_rated" BIGINT NOT NULL DEFAULT 0,
    "skill_match" BIGINT NOT NULL DEFAULT 0,
    "difficulty_rated" BIGINT NOT NULL DEFAULT 0,
    "difficulty" BIGINT NOT NULL DEFAULT 0,
    "score" SMALLINT,
    "provisional" BOOLEAN NOT NULL DEFAULT true,
    "policy_version" INTEGER NOT NULL DEFAULT 1,
    "newest_entry_id" BIGINT,
    "newest_entry_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_performance_pkey" PRIMARY KEY ("organization_id","user_id")
);

-- CreateTable
CREATE TABLE "performance_logs" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "assignment_id" BIGINT,
    "kind" "EntryKind" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" INTEGER,
    "corrects" BIGINT,
    "policy_version" INTEGER NOT NULL,
    "tasks_completed" BIGINT NOT NULL,
    "on_time_ratio" DOUBLE PRECISION,
    "skill_accuracy" DOUBLE PRECISION,
    "difficulty_factor" DOUBLE PRECISION,
    "avg_completion_time" DOUBLE PRECISION,
    "avg_completion_speed" DOUBLE PRECISION,
    "performance_score" SMALLINT,
    "score_change" SMALLINT,
    "due" BIGINT NOT NULL,
    "on_time" BIGINT NOT NULL,
    "early_seconds" BIGINT NOT NULL,
    "timed" BIGINT NOT NULL,
    "duration_seconds" BIGINT NOT NULL,
    "skill_rated" BIGINT NOT NULL,
    "skill_match" BIGINT NOT NULL,
    "difficulty_rated" BIGINT NOT NULL,
    "difficulty" BIGINT NOT NULL,
    "points_on_time" SMALLINT,
    "points_skill" SMALLINT,
    "points_difficulty" SMALLINT,
    "contribution_on_time" SMALLINT,
    "contribution_skill" SMALLINT,
    "contribution_difficulty" SMALLINT,

    CONSTRAINT "performance_logs_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "performance_snapshots" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "snapshot_date" DATE NOT NULL,
    "tasks_completed_today" BIGINT NOT NULL,
    "cumulative_tasks" BIGINT NOT NULL,
    "daily_on_time_ratio" DOUBLE PRECISION,
    "cumulative_on_time_ratio" DOUBLE PRECISION,
    "daily_performance_score" SMALLINT,
    "cumulative_performance_score" SMALLINT,
    "daily_due" BIGINT NOT NULL,
    "daily_on_time" BIGINT NOT NULL,
    "daily_early_seconds" BIGINT NOT NULL,
    "daily_timed" BIGINT NOT NULL,
    "daily_duration_seconds" BIGINT NOT NULL,
    "daily_skill_rated" BIGINT NOT NULL,
    "daily_skill_match" BIGINT NOT NULL,
    "daily_difficulty_rated" BIGINT NOT NULL,
    "daily_difficulty" BIGINT NOT NULL,
    "cumulative_due" BIGINT NOT NULL,
    "cumulative_on_time" BIGINT NOT NULL,
    "cumulative_early_seconds" BIGINT NOT NULL,
    "cumulative_timed" BIGINT NOT NULL,
    "cumulative_duration_seconds" BIGINT NOT NULL,
    "cumulative_skill_rated" BIGINT NOT NULL,
    "cumulative_skill_match" BIGINT NOT NULL,
    "cumulative_difficulty_rated" BIGINT NOT NULL,
    "cumulative_difficulty" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "amended_at" TIMESTAMPTZ(3),

    CONSTRAINT "performance_snapshots_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "performance_milestones" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "milestone_type" TEXT NOT NULL,
    "milestone_name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "achieved_value" DOUBLE PRECISION NOT NULL,
    "achievement_data" JSONB NOT NULL,
    "achieved_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" TEXT,

    CONSTRAINT "performance_milestones_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "performance_badges" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "badge_name" TEXT NOT NULL,
    "badge_description" TEXT NOT NULL,
    "badge_icon" TEXT NOT NULL,
    "criteria" TEXT NOT NULL,
    "criteria_value" DOUBLE PRECISION NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "earned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "performance_badges_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "scoring_policies" (
    "organization_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "weight_on_time" SMALLINT NOT NULL,
    "weight_skill" SMALLINT NOT NULL,
    "weight_difficulty" SMALLINT NOT NULL,
    "minimum_sample" INTEGER NOT NULL,
    "effective_on" DATE NOT NULL,
    "created_by" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scoring_policies_pkey" PRIMARY KEY ("organization_id","version")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "name_hash" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("name_hash","window_start")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "actor_id" INTEGER,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "imports" (
    "organization_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "created_by" INTEGER,
    "status" "ImportStatus" NOT NULL DEFAULT 'staging',
    "format" TEXT NOT NULL,
    "dry_run" BOOLEAN NOT NULL DEFAULT false,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "new_rows" INTEGER NOT NULL DEFAULT 0,
    "changed_rows" INTEGER NOT NULL DEFAULT 0,
    "unchanged_rows" INTEGER NOT NULL DEFAULT 0,
    "rejected_rows" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "organization_id" INTEGER NOT NULL,
    "import_id" INTEGER NOT NULL,
    "row_number" INTEGER NOT NULL,
    "external_id" TEXT,
    "assignee" TEXT,
    "user_id" INTEGER,
    "completed_at" TIMESTAMPTZ(3),
    "content" JSONB NOT NULL,
    "field" TEXT,
    "reason" TEXT,

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("organization_id","import_id","row_number")
);

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "teams_organization_id_name_key" ON "teams"("organization_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_organization_id_team_id_idx" ON "users"("organization_id", "team_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_organization_id_username_key" ON "users"("organization_id", "username");

-- CreateIndex
CREATE UNIQUE INDEX "users_organization_id_alias_key" ON "users"("organization_id", "alias");

-- CreateIndex
CREATE UNIQUE INDEX "skills_organization_id_name_key" ON "skills"("organization_id", "name");

-- CreateIndex
CREATE INDEX "assignments_organization_id_user_id_status_due_at_idx" ON "assignments"("organization_id", "user_id", "status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "assignments_organization_id_external_id_key" ON "assignments"("organization_id", "external_id");

-- CreateIndex
CREATE INDEX "performance_facts_organization_id_user_id_completed_at_assi_idx" ON "performance_facts"("organization_id", "user_id", "completed_at", "assignment_id");

-- CreateIndex
CREATE UNIQUE INDEX "performance_facts_organization_id_entry_id_key" ON "performance_facts"("organization_id", "entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_performance_organization_id_newest_entry_id_key" ON "user_performance"("organization_id", "newest_entry_id");

-- CreateIndex
CREATE INDEX "performance_logs_organization_id_user_id_created_at_id_idx" ON "performance_logs"("organization_id", "user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "performance_logs_organization_id_created_at_id_idx" ON "performance_logs"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "performance_logs_organization_id_assignment_id_idx" ON "performance_logs"("organization_id", "assignment_id");

-- CreateIndex
CREATE INDEX "performance_snapshots_organization_id_snapshot_date_idx" ON "performance_snapshots"("organization_id", "snapshot_date");

-- CreateIndex
CREATE UNIQUE INDEX "performance_snapshots_organization_id_user_id_snapshot_date_key" ON "performance_snapshots"("organization_id", "user_id", "snapshot_date");

-- CreateIndex
CREATE UNIQUE INDEX "performance_milestones_organization_id_user_id_milestone_ty_key" ON "performance_milestones"("organization_id", "user_id", "milestone_type");

-- CreateIndex
CREATE UNIQUE INDEX "performance_badges_organization_id_user_id_badge_name_key" ON "performance_badges"("organization_id", "user_id", "badge_name");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_organization_id_user_id_idx" ON "api_tokens"("organization_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_secret_hash_key" ON "sessions"("secret_hash");

-- CreateIndex
CREATE INDEX "sessions_organization_id_user_id_idx" ON "sessions"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "audit_log_organization_id_created_at_idx" ON "audit_log"("organization_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "import_rows_organization_id_import_id_user_id_completed_at__idx" ON "import_rows"("organization_id", "import_id", "user_id", "completed_at", "external_id");

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_team_id_fkey" FOREIGN KEY ("organization_id", "team_id") REFERENCES "teams"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "skills" ADD CONSTRAINT "skills_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "user_skills" ADD CONSTRAINT "user_skills_organization_id_skill_id_fkey" FOREIGN KEY ("organization_id", "skill_id") REFERENCES "skills"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "assignment_skills" ADD CONSTRAINT "assignment_skills_organization_id_assignment_id_fkey" FOREIGN KEY ("organization_id", "assignment_id") REFERENCES "assignments"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "assignment_skills" ADD CONSTRAINT "assignment_skills_organization_id_skill_id_fkey" FOREIGN KEY ("organization_id", "skill_id") REFERENCES "skills"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_facts" ADD CONSTRAINT "performance_facts_organization_id_assignment_id_fkey" FOREIGN KEY ("organization_id", "assignment_id") REFERENCES "assignments"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_facts" ADD CONSTRAINT "performance_facts_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_facts" ADD CONSTRAINT "performance_facts_organization_id_entry_id_fkey" FOREIGN KEY ("organization_id", "entry_id") REFERENCES "performance_logs"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "user_performance" ADD CONSTRAINT "user_performance_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "user_performance" ADD CONSTRAINT "user_performance_organization_id_policy_version_fkey" FOREIGN KEY ("organization_id", "policy_version") REFERENCES "scoring_policies"("organization_id", "version") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "user_performance" ADD CONSTRAINT "user_performance_organization_id_newest_entry_id_fkey" FOREIGN KEY ("organization_id", "newest_entry_id") REFERENCES "performance_logs"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_logs" ADD CONSTRAINT "performance_logs_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_logs" ADD CONSTRAINT "performance_logs_organization_id_actor_id_fkey" FOREIGN KEY ("organization_id", "actor_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_logs" ADD CONSTRAINT "performance_logs_organization_id_assignment_id_fkey" FOREIGN KEY ("organization_id", "assignment_id") REFERENCES "assignments"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_logs" ADD CONSTRAINT "performance_logs_organization_id_corrects_fkey" FOREIGN KEY ("organization_id", "corrects") REFERENCES "performance_logs"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_logs" ADD CONSTRAINT "performance_logs_organization_id_policy_version_fkey" FOREIGN KEY ("organization_id", "policy_version") REFERENCES "scoring_policies"("organization_id", "version") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_snapshots" ADD CONSTRAINT "performance_snapshots_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_milestones" ADD CONSTRAINT "performance_milestones_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "performance_badges" ADD CONSTRAINT "performance_badges_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "scoring_policies" ADD CONSTRAINT "scoring_policies_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "scoring_policies" ADD CONSTRAINT "scoring_policies_organization_id_created_by_fkey" FOREIGN KEY ("organization_id", "created_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_organization_id_actor_id_fkey" FOREIGN KEY ("organization_id", "actor_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_organization_id_created_by_fkey" FOREIGN KEY ("organization_id", "created_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "imports"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;



-- Ranges. A value outside of its range is refused here, whoever writes it.

ALTER TABLE "organizations"
  ADD CONSTRAINT "organizations_slug_check" CHECK ("slug" ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  ADD CONSTRAINT "organizations_name_check" CHECK (char_length("name") BETWEEN 1 AND 200);

ALTER TABLE "teams"
  ADD CONSTRAINT "teams_name_check" CHECK (char_length("name") BETWEEN 1 AND 200);

ALTER TABLE "users"
  ADD CONSTRAINT "users_username_check" CHECK ("username" ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  ADD CONSTRAINT "users_email_check" CHECK ("email" = lower("email") AND char_length("email") BETWEEN 3 AND 320),
  ADD CONSTRAINT "users_display_name_check" CHECK (char_length("display_name") BETWEEN 1 AND 200),
  ADD CONSTRAINT "users_erased_check" CHECK ("erased_at" IS NULL OR "deactivated_at" IS NOT NULL);

-- Usernames differ by more than their case.
CREATE UNIQUE INDEX "users_organization_id_lower_username_key" ON "users" ("organization_id", lower("username"));

ALTER TABLE "skills"
  ADD CONSTRAINT "skills_name_check" CHECK (char_length("name") BETWEEN 1 AND 100);

ALTER TABLE "user_skills"
  ADD CONSTRAINT "user_skills_level_check" CHECK ("level" BETWEEN 0 AND 10);

ALTER TABLE "assignment_skills"
  ADD CONSTRAINT "assignment_skills_required_level_check" CHECK ("required_level" BETWEEN 1 AND 10);

ALTER TABLE "assignments"
  ADD CONSTRAINT "assignments_external_id_check" CHECK (char_length("external_id") BETWEEN 1 AND 200),
  ADD CONSTRAINT "assignments_title_check" CHECK (char_length("title") BETWEEN 1 AND 500),
  ADD CONSTRAINT "assignments_project_check" CHECK (char_length("project") BETWEEN 1 AND 200),
  ADD CONSTRAINT "assignments_difficulty_check" CHECK ("difficulty" BETWEEN 0 AND 1000),
  ADD CONSTRAINT "assignments_skill_match_check" CHECK ("skill_match" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "assignments_completed_check" CHECK (("status" = 'completed') = ("completed_at" IS NOT NULL)),
  ADD CONSTRAINT "assignments_fact_check" CHECK (("status" = 'completed') = ("fact_completed_on" IS NOT NULL)),
  ADD CONSTRAINT "assignments_without_fact_check" CHECK (
    "fact_completed_on" IS NOT NULL
    OR num_nonnulls("fact_on_time", "fact_early_seconds", "fact_duration_seconds", "fact_skill_match", "fact_difficulty") = 0
  ),
  ADD CONSTRAINT "assignments_fact_on_time_check" CHECK (
    ("fact_on_time" IS NULL) = ("fact_early_seconds" IS NULL)
    AND "fact_on_time" = ("fact_early_seconds" >= 0)
  ),
  ADD CONSTRAINT "assignments_fact_duration_seconds_check" CHECK ("fact_duration_seconds" >= 0),
  ADD CONSTRAINT "assignments_fact_skill_match_check" CHECK ("fact_skill_match" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "assignments_fact_difficulty_check" CHECK ("fact_difficulty" BETWEEN 0 AND 1000),
  ADD CONSTRAINT "assignments_order_check" CHECK ("completed_at" >= "started_at" AND "completed_at" >= "assigned_at"),
  ADD CONSTRAINT "assignments_deleted_check" CHECK ("deleted_at" IS NULL OR "status" = 'cancelled');

ALTER TABLE "performance_facts"
  ADD CONSTRAINT "performance_facts_on_time_check" CHECK (
    ("on_time" IS NULL) = ("early_seconds" IS NULL) AND "on_time" = ("early_seconds" >= 0)
  ),
  ADD CONSTRAINT "performance_facts_duration_seconds_check" CHECK ("duration_seconds" >= 0),
  ADD CONSTRAINT "performance_facts_skill_match_check" CHECK ("skill_match" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "performance_facts_difficulty_check" CHECK ("difficulty" BETWEEN 0 AND 1000);

-- The ten sums stay within what a JavaScript number holds exactly (2^53), and within one another.
CREATE FUNCTION "are_sums"(
  tasks bigint, due bigint, on_time bigint, early_seconds bigint, timed bigint,
  duration_seconds bigint, skill_rated bigint, skill_match bigint, difficulty_rated bigint, difficulty bigint
) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN tasks BETWEEN 0 AND 900719925474
  AND due BETWEEN 0 AND tasks AND on_time BETWEEN 0 AND due
  AND early_seconds BETWEEN -9007199254740992 AND 9007199254740992 AND (due > 0 OR early_seconds = 0)
  AND timed BETWEEN 0 AND tasks AND duration_seconds BETWEEN 0 AND 9007199254740992 AND (timed > 0 OR duration_seconds = 0)
  AND skill_rated BETWEEN 0 AND tasks AND skill_match BETWEEN 0 AND 10000 * skill_rated
  AND difficulty_rated BETWEEN 0 AND tasks AND difficulty BETWEEN 0 AND 1000 * difficulty_rated;

ALTER TABLE "user_performance"
  ADD CONSTRAINT "user_performance_sums_check" CHECK ("are_sums"(
    "tasks", "due", "on_time", "early_seconds", "timed",
    "duration_seconds", "skill_rated", "skill_match", "difficulty_rated", "difficulty"
  )),
  ADD CONSTRAINT "user_performance_score_check" CHECK ("score" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "user_performance_newest_entry_check" CHECK (("newest_entry_id" IS NULL) = ("newest_entry_at" IS NULL));

ALTER TABLE "performance_logs"
  ADD CONSTRAINT "performance_logs_sums_check" CHECK ("are_sums"(
    "tasks_completed", "due", "on_time", "early_seconds", "timed",
    "duration_seconds", "skill_rated", "skill_match", "difficulty_rated", "difficulty"
  )),
  ADD CONSTRAINT "performance_logs_kind_check" CHECK (("kind" = 'policy') = ("assignment_id" IS NULL)),
  ADD CONSTRAINT "performance_logs_on_time_ratio_check" CHECK ("on_time_ratio" BETWEEN 0 AND 1),
  ADD CONSTRAINT "performance_logs_skill_accuracy_check" CHECK ("skill_accuracy" BETWEEN 0 AND 1),
  ADD CONSTRAINT "performance_logs_difficulty_factor_check" CHECK ("difficulty_factor" BETWEEN 0 AND 1),
  ADD CONSTRAINT "performance_logs_avg_completion_time_check" CHECK ("avg_completion_time" >= 0 AND "avg_completion_time" < 'Infinity'),
  ADD CONSTRAINT "performance_logs_avg_completion_speed_check" CHECK ("avg_completion_speed" > '-Infinity' AND "avg_completion_speed" < 'Infinity'),
  ADD CONSTRAINT "performance_logs_performance_score_check" CHECK ("performance_score" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "performance_logs_score_change_check" CHECK ("score_change" BETWEEN -10000 AND 10000),
  ADD CONSTRAINT "performance_logs_points_check" CHECK (
    coalesce("points_on_time", 0) + coalesce("points_skill", 0) + coalesce("points_difficulty", 0)
      = coalesce("performance_score", 0)
  ),
  ADD CONSTRAINT "performance_logs_contributions_check" CHECK (
    "score_change" IS NULL
    OR coalesce("contribution_on_time", 0) + coalesce("contribution_skill", 0) + coalesce("contribution_difficulty", 0)
      = "score_change"
  );

ALTER TABLE "performance_snapshots"
  ADD CONSTRAINT "performance_snapshots_daily_sums_check" CHECK ("are_sums"(
    "tasks_completed_today", "daily_due", "daily_on_time", "daily_early_seconds", "daily_timed",
    "daily_duration_seconds", "daily_skill_rated", "daily_skill_match", "daily_difficulty_rated", "daily_difficulty"
  )),
  ADD CONSTRAINT "performance_snapshots_cumulative_sums_check" CHECK ("are_sums"(
    "cumulative_tasks", "cumulative_due", "cumulative_on_time", "cumulative_early_seconds", "cumulative_timed",
    "cumulative_duration_seconds", "cumulative_skill_rated", "cumulative_skill_match", "cumulative_difficulty_rated", "cumulative_difficulty"
  )),
  ADD CONSTRAINT "performance_snapshots_tasks_check" CHECK ("tasks_completed_today" BETWEEN 1 AND "cumulative_tasks"),
  ADD CONSTRAINT "performance_snapshots_daily_on_time_ratio_check" CHECK ("daily_on_time_ratio" BETWEEN 0 AND 1),
  ADD CONSTRAINT "performance_snapshots_cumulative_on_time_ratio_check" CHECK ("cumulative_on_time_ratio" BETWEEN 0 AND 1),
  ADD CONSTRAINT "performance_snapshots_scores_check" CHECK (
    "daily_performance_score" BETWEEN 0 AND 10000 AND "cumulative_performance_score" BETWEEN 0 AND 10000
  );

ALTER TABLE "scoring_policies"
  ADD CONSTRAINT "scoring_policies_version_check" CHECK ("version" >= 1),
  ADD CONSTRAINT "scoring_policies_weights_check" CHECK (
    "weight_on_time" BETWEEN 0 AND 10000 AND "weight_skill" BETWEEN 0 AND 10000 AND "weight_difficulty" BETWEEN 0 AND 10000
  ),
  ADD CONSTRAINT "scoring_policies_minimum_sample_check" CHECK ("minimum_sample" BETWEEN 0 AND 100000);

ALTER TABLE "performance_milestones"
  ADD CONSTRAINT "performance_milestones_revoked_check" CHECK (("revoked_at" IS NULL) = ("revoked_reason" IS NULL));

ALTER TABLE "api_tokens"
  ADD CONSTRAINT "api_tokens_expires_at_check" CHECK (
    "expires_at" > "created_at" AND "expires_at" <= "created_at" + interval '366 days'
  ),
  ADD CONSTRAINT "api_tokens_token_hash_check" CHECK ("token_hash" ~ '^[0-9a-f]{64}$');

ALTER TABLE "sessions"
  ADD CONSTRAINT "sessions_expires_at_check" CHECK ("expires_at" > "created_at"),
  ADD CONSTRAINT "sessions_secret_hash_check" CHECK ("secret_hash" ~ '^[0-9a-f]{64}$');

ALTER TABLE "import_rows"
  ADD CONSTRAINT "import_rows_row_number_check" CHECK ("row_number" >= 1),
  ADD CONSTRAINT "import_rows_reason_check" CHECK (("field" IS NULL) = ("reason" IS NULL));

-- A ranking is this index: ranked members of an organization, best first.
CREATE INDEX "user_performance_ranking_idx"
  ON "user_performance" ("organization_id", "score" DESC, "tasks" DESC, "user_id")
  WHERE "is_active" AND NOT "provisional" AND "score" IS NOT NULL;

-- What was recorded stays recorded.
CREATE FUNCTION "refuse_rewriting"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever appended to: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER "performance_logs_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "performance_logs"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "scoring_policies_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "scoring_policies"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
