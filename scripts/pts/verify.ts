import type { Command } from "commander";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { withOrganizations } from "./database";
import { exitStatus } from "./failure";
import { createOutput, getCount } from "./output";
import { showProgress } from "./progress";

type VerifyOptions = { readonly organization?: string; readonly json?: true };

export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description("recompute every score from the assignments and compare; status 1 on a difference")
    .option("--organization <slug>", "this organization only (preset: all)")
    .option("--json", "print the result as one line of JSON")
    .action(verifyFromOptions);
}

async function verifyFromOptions(options: VerifyOptions): Promise<void> {
  const output = createOutput(options.json === true);
  let members = 0;
  let entries = 0;
  const differences: Record<string, unknown>[] = [];
  const waiting: Record<string, unknown>[] = [];
  let setAside = 0;
  await withOrganizations(options.organization ?? null, async (context) => {
    const { slug } = context.organization;
    const view = showProgress(() => null);
    const result = await verifyOrganization(context, {
      onProgress: ({ members: done, ofMembers: total }) =>
        view.show({ phase: "verifying", done, total }),
    }).finally(view.end);
    members += result.members;
    entries += result.entries;
    for (const { userId, assignmentId, jobId, isSetAside } of result.waiting) {
      const assignment = Number(assignmentId);
      waiting.push({
        ...{ organization: slug, user_id: userId, assignment_id: assignment },
        ...{ job_id: jobId, is_set_aside: isSetAside },
      });
      setAside += Number(isSetAside);
      output.say(
        isSetAside
          ? `${slug}, member ${userId}: assignment ${assignment} does not count yet: job ${jobId} failed too often and was set aside.`
          : `${slug}, member ${userId}: assignment ${assignment} does not count yet: job ${jobId} is waiting.`,
      );
    }
    for (const { userId, what, stored, recomputed } of result.differences) {
      differences.push({ organization: slug, user_id: userId, what, stored, recomputed });
      output.say(
        `${slug}, member ${userId}: ${what} is ${toText(stored)}, but recomputed it is ${toText(recomputed)}.`,
      );
    }
  });
  const scope = `${getCount(members, "member")}, ${getCount(entries, "ledger entry", "ledger entries")}`;
  const verdict =
    differences.length === 0
      ? "everything is as recomputed"
      : getCount(differences.length, "difference");
  const rest =
    waiting.length === 0
      ? ""
      : `; ${getCount(waiting.length, "assignment")} waiting for a job, ${setAside} of them set aside`;
  output.finish({ members, entries, differences, waiting }, `${scope}: ${verdict}${rest}.`);
  if (differences.length > 0 || setAside > 0) process.exitCode = exitStatus.failed;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
