import { z } from "zod";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";
import { dateOrders, decimalSigns, mappingNames, midnightMeanings } from "./mapping-rules";

const text = z.string().min(1).max(320);
const status = z.enum(["open", "completed", "cancelled"]);
const names = z.union([text, z.array(text).min(1).max(20)]);

/** A mapping: columns by field, and what the values of a file mean. */
export const mappingFile = z
  .strictObject({
    base: z
      .enum(mappingNames)
      .optional()
      .describe("The built-in mapping that it changes; by default the import format."),
    columns: z
      .partialRecord(z.enum(fileFieldNames), names)
      .default({})
      .describe("The column of each field, or several of which the first one with a value counts."),
    status: z.record(text, status).default({}).describe("The statuses that words mean."),
    difficulty: z
      .record(text, z.number().min(0).max(10))
      .default({})
      .describe("Numbers for texts in the column of the difficulty."),
    aliases: z
      .record(text, text)
      .default({})
      .describe("Usernames or addresses by the names of people in the file."),
    people_are_names: z
      .boolean()
      .optional()
      .describe("Whether names become members, and rows without an assignee are left out."),
    time_zone: text.optional().describe("Of times without one."),
    date_order: z.enum(dateOrders).optional().describe("Of dates such as 3/4/2026."),
    decimal: z.enum(decimalSigns).optional().describe("The decimal sign."),
    due_midnight: z
      .enum(midnightMeanings)
      .optional()
      .describe("What a due time of midnight means."),
    clear_empty: z.boolean().optional().describe("Whether an empty cell clears what is stored."),
    latest_by: text
      .optional()
      .describe("The column by which only the latest of several rows of one id counts."),
  })
  .meta({ id: "ImportMapping" });
export type MappingFile = z.output<typeof mappingFile>;
