import { z } from "zod";
import { MAX_MAPPING_NAME_LENGTH } from "@/lib/performance/imports/mapping-rules";
import { mappingFile } from "@/lib/performance/imports/mapping-schemas";
import { idParameter, instant } from "@/lib/performance/shared/schemas";

const printable = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Surrogate}]*$/u, "must have printable characters");

/** Who people are is remembered for every file, so that a saved mapping names none. */
export const savedContent = mappingFile.omit({ aliases: true }).meta({ id: "SavedMappingContent" });
export type SavedContent = z.output<typeof savedContent>;

const columns = z
  .array(printable(200))
  .max(1000)
  .describe("The columns of its files: a file with these columns is read by it.");
const name = printable(MAX_MAPPING_NAME_LENGTH).describe(
  "Unique in the organization, without regard to case.",
);

const content = savedContent.describe("How the files are read.");

/** As it is stored. */
export const savedHeader = z.array(z.string());

export const newMapping = z
  .strictObject({ name, mapping: content, columns: columns.optional() })
  .meta({ id: "NewSavedMapping" });
export type NewMapping = z.output<typeof newMapping>;

export const mappingChange = z
  .strictObject({
    name: name.optional(),
    mapping: content.optional(),
    columns: columns.optional(),
  })
  .meta({ id: "SavedMappingChange" });
export type MappingChange = z.output<typeof mappingChange>;

export const mappingParams = z.object({ id: idParameter.describe("The id of the mapping.") });

export const savedMapping = z
  .object({
    id: z.number().int(),
    name: z.string(),
    version: z.number().int().describe("Counted from 1; each change is a new one."),
    mapping: savedContent,
    columns: z.array(z.string()).describe("As names of columns are compared."),
    created_at: instant.describe("Of this version."),
  })
  .meta({ id: "SavedMapping" });
export type SavedMapping = z.output<typeof savedMapping>;

export const savedMappings = z
  .object({ mappings: z.array(savedMapping).describe("The newest first.") })
  .meta({ id: "SavedMappingList" });
export type SavedMappings = z.output<typeof savedMappings>;
