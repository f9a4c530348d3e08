import type { Command } from "commander";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { withOrganizations } from "./database";
import { exitStatus } from "./failure";
import { createOutput, pluralize } from "./output";
import { showProgress } from "./progress";

type VerifyOptions = { readonly organization?: string; readonly json?: true };

export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description("recompute every score and compare it; status 1 for a difference or a failed job")
    .option("--organization <slug>", "only this organization (default: all)")
    .option("--json", "print the result as one line of JSON")
    .action(verifyFromOptions);
}

async function verifyFromOptions(options: VerifyOptions): Promise<void> {
  const output = createOutput(options.json === true);
  let members = 0;
  let entries = 0;
  const differences: Record<string, unknown>[] = [];
  const waiting: Record<string, unknown>[] = [];
  let failedJobs = 0;
  await withOrganizations(options.organization ?? null, async (context) => {
    const { slug } = context.organization;
    const view = showProgress(() => null);
    const result = await verifyOrganization(context, {
      onProgress: ({ members: done, ofMembers: total }) =>
        view.show({ phase: "verifying", done, total }),
    }).finally(view.end);
    members += result.members;
    entries += result.entries;
    for (const { userId, assignmentId, jobId, isFailed } of result.waiting) {
      const assignment = Number(assignmentId);
      waiting.push({
        ...{ organization: slug, user_id: userId, assignment_id: assignment },
        ...{ job_id: jobId, is_set_aside: isFailed },
      });
      failedJobs += Number(isFailed);
      output.say(
        isFailed
          ? `${slug}, member ${userId}: assignment ${assignment} does not count yet: job ${jobId} failed. Run it again in the settings under Jobs.`
          : `${slug}, member ${userId}: assignment ${assignment} does not count yet: job ${jobId} is waiting.`,
      );
    }
    for (const { userId, what, stored, recomputed } of result.differences) {
      differences.push({ organization: slug, user_id: userId, what, stored, recomputed });
      output.say(
        `${userId === null ? slug : `${slug}, member ${userId}`}: ${what} is ${toText(stored)}, but recomputing gives ${toText(recomputed)}.`,
      );
    }
  });
  const scope = `${pluralize(members, "member")}, ${pluralize(entries, "ledger entry", "ledger entries")}`;
  const verdict =
    differences.length === 0 ? "all figures match" : pluralize(differences.length, "difference");
  const rest =
    waiting.length === 0
      ? ""
      : `; ${pluralize(waiting.length, "assignment")} waiting for a job, ${failedJobs} of them for a failed one`;
  output.finish({ members, entries, differences, waiting }, `${scope}: ${verdict}${rest}.`);
  if (differences.length > 0 || failedJobs > 0) process.exitCode = exitStatus.failed;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
