import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import type { Context, PersonContext } from "@/lib/context";
import type { Download } from "@/lib/http/download";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import {
  findMemberDetail,
  type MemberDetail,
} from "@/lib/performance/members/queries/member-records";
import { findMemberId } from "@/lib/performance/members/queries/members";
import { eraseMember, requireErasable } from "@/lib/performance/privacy/erase-member";
import { exportEverything } from "@/lib/performance/privacy/export-everything";
import { confirmErasure } from "./confirm-erasure";
import { withOrganization } from "./database";
import { CommandError } from "./failure";
import { createOutput } from "./output";

type MemberOptions = { readonly organization: string; readonly username: string };
type LeavingOptions = MemberOptions & { readonly json?: true };

/** What is done for somebody who leaves: their data handed over, their access ended, their person removed. */
export function addLeavingCommands(member: Command): void {
  const about = (name: string, description: string) =>
    member
      .command(name)
      .description(description)
      .requiredOption("--organization <slug>", "the organization")
      .requiredOption("--username <name>", "whom");
  about("export", "write all that is stored about somebody, as one JSON file")
    .option("--output <file>", "the file to write (preset: standard output)")
    .action(exportFromOptions);
  about("deactivate", "end somebody's access and take them out of every ranking; history stays")
    .option("--json", "print the result as one line of JSON")
    .action(deactivateFromOptions);
  about(
    "erase",
    "remove the person from a deactivated member; figures stay, nothing brings it back",
  )
    .option("--yes", "do not ask")
    .option("--json", "print the result as one line of JSON")
    .action(eraseFromOptions);
}

async function exportFromOptions(
  options: MemberOptions & { readonly output?: string },
): Promise<void> {
  await withMember(options, async (context, found) => {
    const download = await exportEverything(asMember(context, found), { userId: found.id });
    await (options.output === undefined ? writeOut(download) : writeFile(download, options.output));
  });
  if (options.output !== undefined) {
    createOutput(false).say(`Everything stored about this member is in ${options.output}.`);
  }
}

async function deactivateFromOptions(options: LeavingOptions): Promise<void> {
  const id = await withMember(options, async (context, found) => {
    await deactivateMember(context, { userId: found.id });
    return found.id;
  });
  createOutput(options.json === true).finish(
    { id, organization: options.organization, is_active: false },
    `Member ${id} of “${options.organization}” is deactivated: signed out, and in no ranking.`,
  );
}

async function eraseFromOptions(options: LeavingOptions & { readonly yes?: true }): Promise<void> {
  const id = await withMember(options, async (context, found) => {
    // Before anybody is asked: no answer would help.
    requireErasable(found);
    if (options.yes !== true) await confirmErasure(found.username);
    await eraseMember(context, { userId: found.id });
    return found.id;
  });
  createOutput(options.json === true).finish(
    { id, organization: options.organization, is_erased: true },
    `Member ${id} of “${options.organization}” is erased: the figures stay, the person is gone.`,
  );
}

async function withMember<Result>(
  { organization, username }: MemberOptions,
  work: (context: Context, found: MemberDetail) => Promise<Result>,
): Promise<Result> {
  return withOrganization(organization, async (context) => {
    const { database, organizationId } = context;
    const id = await findMemberId(database, organizationId, username);
    const found = id === null ? null : await findMemberDetail(database, organizationId, id);
    if (found === null) {
      throw new CommandError(
        `There is no member “${username}” in “${organization}”. Nothing was done.`,
      );
    }
    return work(context, found);
  });
}

/** As the person sees it themself: others in it appear as the organization's privacy mode says. */
function asMember(context: Context, found: MemberDetail): PersonContext {
  const { id: userId, username, displayName, role, teamId, leadScope } = found;
  const person = { userId, username, displayName, role, teamId, leadScope };
  const { organizationId } = context;
  return {
    ...context,
    actor: { kind: "session", scopes: null, credentialId: 0, organizationId, ...person },
  };
}

async function writeOut({ pieces }: Download): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) {
      await new Promise((resolve) => process.stdout.once("drain", resolve));
    }
  }
}

/** The file appears when it is whole. */
async function writeFile({ pieces }: Download, path: string): Promise<void> {
  const partial = `${path}.part`;
  try {
    await pipeline(pieces, createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
