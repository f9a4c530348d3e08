import { z } from "zod";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";

const storedRecognition = z.object({
  preset: z.string().nullable(),
  label: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), key: z.string() })),
  fields: z.partialRecord(z.enum(fileFieldNames), z.array(z.string())),
  ignored: z.array(z.string()),
  notes: z.array(z.string()),
  questions: z.array(
    z.object({
      setting: z.enum(["date_order", "due_midnight"]),
      column: z.string(),
      default: z.string().nullable(),
    }),
  ),
  settings: z.string().describe("How the values are read, for the file of rejected rows."),
});

/** What was recognized in a file. */
export type RecognizedFile = z.output<typeof storedRecognition>;

/** Null where nothing was recognized, or it was erased. */
export function readRecognized(stored: unknown): RecognizedFile | null {
  const parsed = storedRecognition.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
