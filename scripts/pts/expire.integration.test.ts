import { afterEach, describe, expect, it, vi } from "vitest";
import { connectDatabase } from "@/lib/db/client";
import { makeFormerMember } from "@/lib/performance/retention/testing/make-former-member";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { actAsDatabaseAdministrator } from "@/lib/performance/seals/testing/act-as-database-administrator";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { createProgram } from "./program";

afterEach(() => vi.restoreAllMocks());

/** Runs a command in this process, and returns what it prints. */
async function runPts(...args: readonly string[]): Promise<string> {
  let printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  await createProgram().parseAsync(["node", "pts", ...args]);
  return printed;
}

/** An organization with a member who left more than 37 months ago and had two completions. */
async function makeFormer() {
  const { context, userIds } = await makeOrganization(await connectDatabase());
  const [userId = 0] = userIds;
  await recordAssignmentsFor(context, createCompletions(context, userId, 2));
  await makeFormerMember(context, userId, 37);
  return { context, userId, only: ["--organization", context.organization.slug] };
}

describe("pts expire", () => {
  it("prints what it would remove, and what it removed", async () => {
    const { context, userId, only } = await makeFormer();
    const { slug } = context.organization;
    const counts =
      "2 ledger entries, 2 assignments, 2 changes of assignments, 1 snapshot, 1 achievement, 0 contests, 0 decisions";
    expect(await runPts("expire", ...only, "--dry-run")).toBe(
      `${slug}: member ${userId}: would remove ${counts}.\n1 record would be removed.\n`,
    );
    expect(await runPts("expire", ...only)).toBe(
      `${slug}: member ${userId}: removed ${counts}.\n1 record removed.\n`,
    );
    expect(await runPts("expire", ...only)).toBe("0 records removed.\n");
    expect(await runPts("verify", ...only)).toContain("all figures match");
  });

  it("says whose record stays because its rows do not fit their seal, and exits with 1", async () => {
    const { context, userId, only } = await makeFormer();
    const { database, organizationId, now } = context;
    const later = { ...context, now: new Date(now.getTime() + 3_600_000) };
    await sealOrganization(later, new AbortController().signal);
    await actAsDatabaseAdministrator(database, [
      `UPDATE performance_logs SET actor_id = user_id WHERE organization_id = ${organizationId}`,
    ]);
    const printed = await runPts("expire", ...only);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    expect(printed).toContain(`${context.organization.slug}: member ${userId}: The rows of seal 1`);
    expect(printed).toContain("0 records removed. 1 record could not be removed.");
  });

  it("keeps records for as long as the organization is set to", async () => {
    const { context, userId, only } = await makeFormer();
    const { slug } = context.organization;
    await runPts("organization", "set", slug, "--retention-months", "120");
    expect(JSON.parse(await runPts("expire", ...only, "--json"))).toMatchObject({
      ...{ dry_run: false, expired_members: 0 },
      organizations: [{ organization: slug, retention_months: 120, members: [] }],
    });
    await runPts("organization", "set", slug, "--retention-months", "36");
    expect(JSON.parse(await runPts("expire", ...only, "--json"))).toMatchObject({
      expired_members: 1,
      organizations: [{ members: [{ user_id: userId, entries: 2, assignments: 2 }] }],
    });
    await expect(runPts("organization", "set", slug, "--retention-months", "11")).rejects.toThrow(
      "--retention-months from 12 to 120",
    );
  });
});
