-- Completions that are known by their day only have the end of that day as their time.
-- CreateEnum
CREATE TYPE "CompletedPrecision" AS ENUM ('time', 'day');

-- AlterTable
ALTER TABLE "assignments" ADD COLUMN "completed_precision" "CompletedPrecision" NOT NULL DEFAULT 'time';
