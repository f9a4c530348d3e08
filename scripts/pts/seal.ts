import type { Command } from "commander";
import { formatCheckpoint } from "@/lib/performance/domain/seals/kept-checkpoints";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { withOrganizations } from "./database";
import { createOutput, pluralize } from "./output";

type SealOptions = { readonly organization?: string; readonly json?: true };

export function addSealCommand(program: Command): void {
  program
    .command("seal")
    .description("seal the record, and print the last checkpoint for a file kept elsewhere")
    .option("--organization <slug>", "only this organization (default: all)")
    .option("--json", "print the result as one line of JSON")
    .action(sealFromOptions);
}

/** Without --json, every line that is no checkpoint begins with `#`, so that the output is a file of checkpoints. */
async function sealFromOptions(options: SealOptions): Promise<void> {
  const output = createOutput(options.json === true);
  const organizations: Record<string, unknown>[] = [];
  let total = 0;
  await withOrganizations(options.organization ?? null, async (context) => {
    const { slug } = context.organization;
    const { seals, rows, checkpoint } = await sealOrganization(
      context,
      new AbortController().signal,
    );
    total += rows;
    const line = checkpoint === null ? null : formatCheckpoint(slug, checkpoint);
    organizations.push({ organization: slug, seals, rows, checkpoint: line });
    output.say(`# ${slug}: sealed ${pluralize(rows, "row")} in ${pluralize(seals, "seal")}.`);
    if (line !== null) output.say(line);
  });
  output.finish(
    { rows: total, organizations },
    "# Keep these lines outside this database. Compare them with: pts verify --checkpoint <file>",
  );
}
