import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { createInvitation, describeInvitationPath } from "@/lib/auth/password/create-invitation";
import type { Context, PersonContext } from "@/lib/context";
import type { Download } from "@/lib/http/download";
import { recordOperatorAccess } from "@/lib/performance/access/record-access";
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
type OneMemberOptions = MemberOptions & { readonly json?: true };

/** The commands about one member: invite, export, deactivate and erase. */
export function addOneMemberCommands(member: Command): void {
  const addCommand = (name: string, description: string) =>
    member
      .command(name)
      .description(description)
      .requiredOption("--organization <slug>", "the organization")
      .requiredOption("--username <name>", "the member's username");
  addCommand(
    "invite",
    "print a link with which a member sets a password; the member sees that you did",
  )
    .option("--json", "print the result as one line of JSON")
    .action(inviteFromOptions);
  addCommand("export", "write all stored data about a member to one JSON file")
    .option("--output <file>", "the file to write (default: standard output)")
    .action(exportFromOptions);
  addCommand("deactivate", "end a member's access and remove them from rankings; the history stays")
    .option("--json", "print the result as one line of JSON")
    .action(deactivateFromOptions);
  addCommand(
    "erase",
    "delete the personal data of a deactivated member; figures stay; this cannot be undone",
  )
    .option("--yes", "do not ask for confirmation")
    .option("--json", "print the result as one line of JSON")
    .action(eraseFromOptions);
}

async function exportFromOptions(
  options: MemberOptions & { readonly output?: string },
): Promise<void> {
  await withMember(options, async (context, found) => {
    await recordOperatorAccess(context, found.id, "export");
    const download = await exportEverything(toMemberContext(context, found), { userId: found.id });
    await (options.output === undefined
      ? writeToStdout(download)
      : writeToFile(download, options.output));
  });
  if (options.output !== undefined) {
    createOutput(false).say(
      `All stored data about this member is in ${options.output}. The member sees in their settings that you exported it.`,
    );
  }
}

async function inviteFromOptions(options: OneMemberOptions): Promise<void> {
  const { token, expiresAt } = await withMember(options, (context, found) =>
    createInvitation(context, { userId: found.id }),
  );
  const path = describeInvitationPath(token);
  createOutput(options.json === true).finish(
    { path, expires_at: expiresAt.toISOString() },
    `Open ${path} on your server, once, until ${expiresAt.toISOString()}. Send it only to this person.`,
  );
}

async function deactivateFromOptions(options: OneMemberOptions): Promise<void> {
  const id = await withMember(options, async (context, found) => {
    await deactivateMember(context, { userId: found.id });
    return found.id;
  });
  createOutput(options.json === true).finish(
    { id, organization: options.organization, is_active: false },
    `Member ${id} of “${options.organization}” is deactivated: the member is signed out and in no ranking.`,
  );
}

async function eraseFromOptions(
  options: OneMemberOptions & { readonly yes?: true },
): Promise<void> {
  const id = await withMember(options, async (context, found) => {
    // Before the confirmation, which would be useless if the member cannot be erased.
    requireErasable(found);
    if (options.yes !== true) await confirmErasure(found.username);
    await eraseMember(context, { userId: found.id });
    return found.id;
  });
  createOutput(options.json === true).finish(
    { id, organization: options.organization, is_erased: true },
    `Member ${id} of “${options.organization}” is erased: the figures stay, the personal data is deleted.`,
  );
}

async function withMember<Result>(
  { organization, username }: MemberOptions,
  action: (context: Context, found: MemberDetail) => Promise<Result>,
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
    return action(context, found);
  });
}

/** The member's own context, so that the privacy mode applies to other members in the export. */
function toMemberContext(context: Context, found: MemberDetail): PersonContext {
  const { id: userId, username, displayName, role, teamId, leadScope } = found;
  const person = { userId, username, displayName, role, teamId, leadScope };
  const { organizationId } = context;
  return {
    ...context,
    actor: { kind: "session", scopes: null, credentialId: 0, organizationId, ...person },
  };
}

async function writeToStdout({ pieces }: Download): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) {
      await new Promise((resolve) => process.stdout.once("drain", resolve));
    }
  }
}

/** Creates the file only when it is complete. */
async function writeToFile({ pieces }: Download, path: string): Promise<void> {
  const partial = `${path}.part`;
  try {
    await pipeline(pieces, createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
