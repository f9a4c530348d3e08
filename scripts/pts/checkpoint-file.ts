import { readFile } from "node:fs/promises";
import {
  type KeptCheckpoint,
  parseCheckpoints,
} from "@/lib/performance/domain/seals/kept-checkpoints";
import { CommandError } from "./failure";

/**
 * The checkpoints in a file, of one organization or of all.
 *
 * @param slug null: of all.
 * @throws CommandError for a file that has none or another line; an error of the system for a missing file.
 */
export async function readCheckpointFile(
  path: string,
  slug: string | null,
): Promise<readonly KeptCheckpoint[]> {
  const { checkpoints, invalidLine } = parseCheckpoints(await readFile(path, "utf8"));
  if (invalidLine !== null) {
    throw new CommandError(
      `Line ${invalidLine} of ${path} is no checkpoint as “pts seal” prints it. Nothing was verified.`,
    );
  }
  const wanted = checkpoints.filter((one) => slug === null || one.slug === slug);
  if (wanted.length === 0) {
    const whose = slug === null ? "" : ` of “${slug}”`;
    throw new CommandError(`${path} has no checkpoint${whose}. Nothing was verified.`);
  }
  return wanted;
}
