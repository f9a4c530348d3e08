import type { Command } from "commander";
import { type ExpiredMember, expireRecords } from "@/lib/performance/retention/expire-records";
import { withOrganizations } from "./database";
import { exitStatus } from "./failure";
import { createOutput, pluralize } from "./output";

type ExpireOptions = {
  readonly organization?: string;
  readonly dryRun?: true;
  readonly json?: true;
};

export function addExpireCommand(program: Command): void {
  program
    .command("expire")
    .description(
      "remove the records of members who left longer ago than the organization keeps them; status 1 if one stays",
    )
    .option("--organization <slug>", "only this organization (default: all)")
    .option("--dry-run", "print what would be removed, and remove nothing")
    .option("--json", "print the result as one line of JSON")
    .action(expireFromOptions);
}

async function expireFromOptions({ organization, dryRun, json }: ExpireOptions): Promise<void> {
  const output = createOutput(json === true);
  const isDryRun = dryRun === true;
  const organizations: Record<string, unknown>[] = [];
  let total = 0;
  let failures = 0;
  await withOrganizations(organization ?? null, async (context) => {
    const { slug, retentionMonths } = context.organization;
    const { members, failed, isVerified } = await expireRecords(context, {
      stopping: new AbortController().signal,
      source: "command_line",
      isDryRun,
      onExpired: (member) => output.say(`${slug}: ${describeMember(member, isDryRun)}`),
      onFailed: ({ userId, reason }) => output.say(`${slug}: member ${userId}: ${reason}`),
    });
    total += members.length;
    failures += failed.length;
    organizations.push({
      ...{ organization: slug, retention_months: retentionMonths, is_verified: isVerified },
      members: members.map(({ userId, ...removed }) => ({ user_id: userId, ...removed })),
      failed_members: failed.map(({ userId, reason }) => ({ user_id: userId, reason })),
    });
    if (isVerified) output.say(`${slug}: a verification is under way. Nothing was removed.`);
  });
  const verb = isDryRun ? "would be removed" : "removed";
  const kept = failures === 0 ? "" : ` ${pluralize(failures, "record")} could not be removed.`;
  output.finish(
    { dry_run: isDryRun, expired_members: total, organizations },
    `${pluralize(total, "record")} ${verb}.${kept}`,
  );
  if (failures > 0) process.exitCode = exitStatus.failed;
}

function describeMember({ userId, ...removed }: ExpiredMember, isDryRun: boolean): string {
  const counts = [
    pluralize(removed.entries, "ledger entry", "ledger entries"),
    pluralize(removed.assignments, "assignment"),
    `${pluralize(removed.changes, "change")} of assignments`,
    pluralize(removed.snapshots, "snapshot"),
    pluralize(removed.achievements, "achievement"),
    pluralize(removed.contests, "contest"),
    pluralize(removed.decisions, "decision"),
  ];
  return `member ${userId}: ${isDryRun ? "would remove" : "removed"} ${counts.join(", ")}.`;
}
