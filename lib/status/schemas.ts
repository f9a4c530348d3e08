import { z } from "zod";
import { workerPlaces } from "@/lib/api/readiness";
import { instant } from "@/lib/performance/shared/schemas";
import { limitUnits } from "./limits";

const setting = z
  .strictObject({
    name: z.string(),
    value: z.string().nullable().describe("Null: set, but not shown."),
  })
  .meta({ id: "ChangedSetting" });

const limit = z
  .strictObject({ name: z.string(), value: z.int(), unit: z.enum(limitUnits) })
  .meta({ id: "Limit" });

export const status = z
  .strictObject({
    version: z.string(),
    node: z.string(),
    database: z.strictObject({
      engine: z.enum(["postgresql", "embedded"]),
      version: z.string(),
      migrations: z.int().describe("How many are applied."),
      last_migration: z.string().nullable(),
    }),
    worker: z.enum(workerPlaces).describe("Which process runs jobs."),
    jobs: z
      .strictObject({
        waiting: z.int(),
        under_way: z.int(),
        failed: z.int(),
        oldest_waiting_since: instant.nullable(),
      })
      .describe("Those of your organization."),
    backup: z
      .strictObject({ made_at: instant.nullable() })
      .nullable()
      .describe("The newest one. Null: this process knows no folder of backups."),
    verification: z
      .strictObject({ finished_at: instant, differences: z.int() })
      .nullable()
      .describe("The last finished one of your organization."),
    settings: z.array(setting).describe("Those that differ from their defaults."),
    limits: z.array(limit),
  })
  .meta({ id: "Status" });
export type Status = z.infer<typeof status>;
