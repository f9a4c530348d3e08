import type { Command } from "commander";
import {
  type CheckpointDifference,
  compareCheckpoints,
  type KeptCheckpoint,
} from "@/lib/performance/domain/seals/kept-checkpoints";
import { verifyAndRecord } from "@/lib/performance/verification/record-verification";
import {
  type MemberDifference,
  type PendingCompletion,
  verifyOrganization,
} from "@/lib/performance/verification/verify-organization";
import { readCheckpointFile } from "./checkpoint-file";
import { withOrganizations } from "./database";
import { exitStatus } from "./failure";
import { createOutput, type Output, pluralize } from "./output";
import { showProgress } from "./progress";

type VerifyOptions = {
  readonly organization?: string;
  readonly checkpoint?: string;
  readonly json?: true;
};

export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description(
      "recompute every score and seal and compare; status 1 for a difference or a failed job",
    )
    .option("--organization <slug>", "only this organization (default: all)")
    .option("--checkpoint <file>", "compare with checkpoints that “pts seal” printed")
    .option("--json", "print the result as one line of JSON")
    .action(verifyFromOptions);
}

type Found = {
  members: number;
  entries: number;
  readonly differences: Record<string, unknown>[];
  readonly waiting: Record<string, unknown>[];
  readonly checkpoints: Record<string, unknown>[];
  failedJobs: number;
  unsealed: number;
};

async function verifyFromOptions({ organization, checkpoint, json }: VerifyOptions): Promise<void> {
  const output = createOutput(json === true);
  const slug = organization ?? null;
  const kept = checkpoint === undefined ? [] : await readCheckpointFile(checkpoint, slug);
  const { result, sentence, isClean } = await verifyDatabase(output, slug, kept, verifyAndRecord);
  output.finish(result, sentence);
  if (!isClean) process.exitCode = exitStatus.failed;
}

type Verified = {
  readonly result: Record<string, unknown>;
  readonly sentence: string;
  /** Whether there is neither a difference nor a failed job. */
  readonly isClean: boolean;
};

/**
 * Recomputes and compares everything, and says each difference.
 *
 * @param slug null: of all organizations.
 * @param verify whether the result is recorded, too.
 */
export async function verifyDatabase(
  output: Output,
  slug: string | null,
  kept: readonly KeptCheckpoint[],
  verify: typeof verifyAndRecord = verifyOrganization,
): Promise<Verified> {
  const found: Found = {
    ...{ members: 0, entries: 0, differences: [], waiting: [], checkpoints: [] },
    ...{ failedJobs: 0, unsealed: 0 },
  };
  const verified = await verifyEach(output, found, { only: slug, kept, verify });
  for (const lost of new Set(kept.map((one) => one.slug))) {
    if (verified.has(lost)) continue;
    const ofLost = kept.filter((one) => one.slug === lost);
    for (const one of compareCheckpoints([], ofLost)) addCheckpoint(output, found, lost, one);
  }
  const { members, entries, differences, waiting, checkpoints, unsealed } = found;
  return {
    result: {
      ...{ members, entries, differences, waiting },
      ...{ checkpoint_differences: checkpoints, compared_checkpoints: kept.length },
      unsealed_rows: unsealed,
    },
    sentence: summarize(found, kept.length),
    isClean: differences.length === 0 && checkpoints.length === 0 && found.failedJobs === 0,
  };
}

/** @returns the short names of the verified organizations. */
async function verifyEach(
  output: Output,
  found: Found,
  {
    only,
    kept,
    verify,
  }: {
    readonly only: string | null;
    readonly kept: readonly KeptCheckpoint[];
    readonly verify: typeof verifyAndRecord;
  },
): Promise<ReadonlySet<string>> {
  const slugs = new Set<string>();
  await withOrganizations(only, async (context) => {
    const { slug } = context.organization;
    slugs.add(slug);
    const view = showProgress(() => null);
    const result = await verify(context, {
      kept: kept.filter((one) => one.slug === slug),
      onProgress: ({ members: done, ofMembers: total }) =>
        view.show({ phase: "verifying", done, total }),
    }).finally(view.end);
    found.members += result.members;
    found.entries += result.entries;
    found.unsealed += result.unsealed;
    for (const one of result.waiting) addWaiting(output, found, slug, one);
    for (const one of result.differences) addDifference(output, found, slug, one);
    for (const one of result.checkpoints) addCheckpoint(output, found, slug, one);
  });
  return slugs;
}

function addWaiting(
  output: Output,
  found: Found,
  slug: string,
  { userId, assignmentId, jobId, isFailed }: PendingCompletion,
): void {
  const assignment = Number(assignmentId);
  found.waiting.push({
    ...{ organization: slug, user_id: userId, assignment_id: assignment },
    ...{ job_id: jobId, is_set_aside: isFailed },
  });
  found.failedJobs += Number(isFailed);
  output.say(
    isFailed
      ? `${slug}, member ${userId}: assignment ${assignment} does not count yet: job ${jobId} failed. Run it again in the settings under Jobs.`
      : `${slug}, member ${userId}: assignment ${assignment} does not count yet: job ${jobId} is waiting.`,
  );
}

function addDifference(
  output: Output,
  found: Found,
  slug: string,
  { userId, what, stored, recomputed }: MemberDifference,
): void {
  found.differences.push({ organization: slug, user_id: userId, what, stored, recomputed });
  output.say(
    `${userId === null ? slug : `${slug}, member ${userId}`}: ${what} is ${toText(stored)}, but recomputing gives ${toText(recomputed)}.`,
  );
}

function addCheckpoint(
  output: Output,
  found: Found,
  slug: string,
  { number, stored, kept }: CheckpointDifference,
): void {
  found.checkpoints.push({ organization: slug, number, stored, kept });
  output.say(
    stored === null
      ? `${slug}: checkpoint ${number} is in the file, but not in the database: its history was cut off.`
      : `${slug}: SHA-256 of checkpoint ${number} is ${stored}, but ${kept} in the file: its history was rewritten.`,
  );
}

function summarize(
  { members, entries, differences, waiting, checkpoints, failedJobs, unsealed }: Found,
  kept: number,
): string {
  const scope = `${pluralize(members, "member")}, ${pluralize(entries, "ledger entry", "ledger entries")}`;
  const count = differences.length + checkpoints.length;
  const verdict = count === 0 ? "all figures match" : pluralize(count, "difference");
  const compared = kept === 0 ? "" : `; compared with ${pluralize(kept, "kept checkpoint")}`;
  const rest =
    waiting.length === 0
      ? ""
      : `; ${pluralize(waiting.length, "assignment")} waiting for a job, ${failedJobs} of them for a failed one`;
  const unprotected =
    unsealed === 0
      ? "every row is sealed"
      : `${pluralize(unsealed, "row")} since the last seal not protected`;
  return `${scope}: ${verdict}${compared}${rest}; ${unprotected}.`;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
