-- CreateEnum
CREATE TYPE "AchievementKind" AS ENUM ('milestone', 'badge');

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "evaluated_on" DATE;

-- AlterTable
ALTER TABLE "user_performance" ADD COLUMN     "evaluated_on" DATE,
ADD COLUMN     "hard_tasks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "last_assignment_id" BIGINT,
ADD COLUMN     "last_completed_at" TIMESTAMPTZ(3),
ADD COLUMN     "longest_on_time_streak" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "on_time_streak" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "achievement_changes" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "entry_id" BIGINT,
    "kind" "AchievementKind" NOT NULL,
    "name" TEXT NOT NULL,
    "is_gain" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "achievement_changes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "achievement_changes_organization_id_entry_id_idx" ON "achievement_changes"("organization_id", "entry_id");

-- CreateIndex
CREATE INDEX "achievement_changes_organization_id_user_id_idx" ON "achievement_changes"("organization_id", "user_id");

-- AddForeignKey
ALTER TABLE "user_performance" ADD CONSTRAINT "user_performance_organization_id_last_assignment_id_fkey" FOREIGN KEY ("organization_id", "last_assignment_id") REFERENCES "assignments"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "achievement_changes" ADD CONSTRAINT "achievement_changes_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "achievement_changes" ADD CONSTRAINT "achievement_changes_organization_id_entry_id_fkey" FOREIGN KEY ("organization_id", "entry_id") REFERENCES "performance_logs"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Ranges. A value outside of its range is refused here, whoever writes it.
ALTER TABLE "user_performance"
  ADD CONSTRAINT "user_performance_tally_check" CHECK (
    "hard_tasks" >= 0 AND "on_time_streak" BETWEEN 0 AND "longest_on_time_streak"
  ),
  ADD CONSTRAINT "user_performance_last_check" CHECK (("last_completed_at" IS NULL) = ("last_assignment_id" IS NULL));
