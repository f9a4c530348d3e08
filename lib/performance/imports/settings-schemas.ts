import { z } from "zod";
import { isTimeZone } from "@/lib/performance/domain/time/local-time";
import { booleanParameter, idField, idParameter } from "@/lib/performance/shared/schemas";
import {
  dateOrders,
  decimalSigns,
  fileEncodings,
  mappingNames,
  midnightMeanings,
} from "./mapping-rules";
import { mappingFile } from "./mapping-schemas";

const shortText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Surrogate}]*$/u, "must have printable characters");

const timeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin");

const readingShape = {
  preset: z
    .enum(mappingNames)
    .describe("The built-in mapping; by default recognized by the columns."),
  encoding: z.enum(fileEncodings).describe("By default recognized."),
  delimiter: z
    .string()
    .length(1, "must be one character")
    .regex(/^[^\p{Cc}\p{Surrogate}"]$|^\t$/u, "must be a printable character or a tab")
    .describe("Between the cells of CSV; by default recognized."),
  time_zone: timeZone.describe("Of times without one; by default the organization's."),
  date_order: z
    .enum(dateOrders)
    .describe("Of dates such as 3/4/2026, where the file does not show it."),
  decimal: z.enum(decimalSigns).describe("The decimal sign; by default recognized."),
  due_midnight: z
    .enum(midnightMeanings)
    .describe("What a due time of midnight means; by default that day."),
  latest_by: shortText(200).describe(
    "The column by which only the latest of several rows of one id counts.",
  ),
};

export const importQuery = z.object({
  preset: readingShape.preset.optional(),
  mapping_id: idParameter
    .optional()
    .describe("A saved mapping, in its newest version; by default recognized by the columns."),
  encoding: readingShape.encoding.optional(),
  delimiter: readingShape.delimiter.optional(),
  time_zone: readingShape.time_zone.optional(),
  date_order: readingShape.date_order.optional(),
  decimal: readingShape.decimal.optional(),
  due_midnight: readingShape.due_midnight.optional(),
  latest_by: readingShape.latest_by.optional(),
  clear_empty: booleanParameter
    .optional()
    .describe("Whether an empty cell clears what is stored; by default it does not."),
  complete: booleanParameter
    .optional()
    .describe("Whether the last row is whole although no line end follows it."),
  create_members: booleanParameter
    .optional()
    .describe("Whether unknown people become members; by default their rows are rejected."),
  dry_run: booleanParameter
    .optional()
    .describe("Whether to count the changes without making them."),
  interactive: booleanParameter
    .optional()
    .describe("Whether the import waits for its start after it was checked."),
  file_name: shortText(200).optional().describe("The name of the file, for the history."),
});

export type ImportQuery = z.output<typeof importQuery>;

/** Who a person of the file is. */
const personIdentity = z
  .strictObject({
    name: shortText(320).describe("The name in the file."),
    is: z
      .enum(["member", "new", "skipped"])
      .describe("`skipped`: their rows are left out. `new`: they become a member."),
    member: shortText(320).optional().describe("With `member`: a username or an e-mail address."),
  })
  .refine(({ is, member }) => (is === "member") === (member !== undefined), {
    path: ["member"],
    error: "must be given with member, and with nothing else",
  })
  .meta({ id: "PersonIdentity" });

/** How a file is read, and who its people are. Null takes a setting back. */
export const importSettings = z
  .strictObject({
    mapping: mappingFile
      .nullable()
      .optional()
      .describe("A mapping of your own, in the place of `preset`."),
    mapping_id: idField
      .nullable()
      .optional()
      .describe("A saved mapping, in its newest version, in the place of `mapping` and `preset`."),
    preset: readingShape.preset.nullable().optional(),
    encoding: readingShape.encoding.nullable().optional(),
    delimiter: readingShape.delimiter.nullable().optional(),
    time_zone: readingShape.time_zone.nullable().optional(),
    date_order: readingShape.date_order.nullable().optional(),
    decimal: readingShape.decimal.nullable().optional(),
    due_midnight: readingShape.due_midnight.nullable().optional(),
    latest_by: readingShape.latest_by.nullable().optional(),
    clear_empty: z.boolean().optional().describe("Whether an empty cell clears what is stored."),
    complete: z
      .boolean()
      .optional()
      .describe("Whether the last row is whole although no line end follows it."),
    create_members: z.boolean().optional().describe("Whether unknown people become members."),
    people: z
      .array(personIdentity)
      .max(5000)
      .optional()
      .describe("Who people of the file are. The list replaces the one before."),
  })
  .meta({ id: "ImportSettings" });

export type ImportSettings = z.output<typeof importSettings>;

export type SentSettings = z.input<typeof importSettings>;
