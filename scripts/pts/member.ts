import { text } from "node:stream/consumers";
import { type Command, Option } from "commander";
import { hashPassword } from "@/lib/auth/password/password";
import type { Context, Role } from "@/lib/context";
import { createMember } from "@/lib/performance/members/create-member";
import { listMembers } from "@/lib/performance/members/list-members";
import type { MemberResponse } from "@/lib/performance/members/schemas";
import { formatTable } from "@/scripts/format-table.mjs";
import { withOrganization } from "./database";
import { addOneMemberCommands } from "./one-member";
import { createOutput } from "./output";

type CreateOptions = {
  readonly organization: string;
  readonly username: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly role: Role;
  readonly team?: string;
  readonly passwordStdin?: true;
  readonly json?: true;
};

export function addMemberCommands(program: Command): void {
  const member = program.command("member").description("manage the members of an organization");
  member
    .command("create")
    .description("add a member; a team lead without a team sees the whole organization")
    .requiredOption("--organization <slug>", "the organization")
    .requiredOption("--username <name>", "unique in the organization, ignoring case")
    .option("--email <address>", "unique in the service; can be used to sign in")
    .option("--display-name <name>", "the name on pages (default: the username)")
    .addOption(
      new Option("--role <role>", "what the member may see and do")
        .choices(["employee", "team_lead", "manager", "auditor", "admin"])
        .makeOptionMandatory(),
    )
    .option("--team <name>", "the member's team; created if it does not exist")
    .option(
      "--password-stdin",
      "read a password from standard input; without one, the member cannot sign in",
    )
    .option("--json", "print the result as one line of JSON")
    .action(createFromOptions);
  member
    .command("list")
    .description("list the members of an organization, by name")
    .requiredOption("--organization <slug>", "the organization")
    .option("--json", "print the result as one line of JSON")
    .action(listFromOptions);
  addOneMemberCommands(member);
}

async function listFromOptions(options: {
  readonly organization: string;
  readonly json?: true;
}): Promise<void> {
  const members = await withOrganization(options.organization, listAllMembers);
  const rows = members.map(({ username, display_name: name, role, team, is_active: isActive }) => [
    ...[username, name, role],
    ...[team ?? "–", isActive ? "active" : "deactivated"],
  ]);
  createOutput(options.json === true).finish(
    members,
    formatTable(rows) ||
      `“${options.organization}” has no members yet. Add one: npm run -s pts -- member create --organization ${options.organization} --username <name> --role <role>`,
  );
}

const MEMBERS_AT_ONCE = 500;

async function listAllMembers(context: Context): Promise<readonly MemberResponse[]> {
  const all: MemberResponse[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMembers(context, { sort: "name", limit: MEMBERS_AT_ONCE, cursor });
    all.push(...page.members);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

async function createFromOptions(options: CreateOptions): Promise<void> {
  const output = createOutput(options.json === true);
  const passwordHash =
    options.passwordStdin === true ? await hashPassword(await readPassword()) : null;
  const { username, role, email, displayName, team } = options;
  const created = await withOrganization(options.organization, (context) =>
    createMember(context, {
      username,
      role,
      passwordHash,
      ...(email !== undefined && { email }),
      ...(displayName !== undefined && { displayName }),
      ...(team !== undefined && { team }),
    }),
  );
  output.finish(
    {
      id: created.id,
      organization: options.organization,
      username: created.username,
      email: created.email,
      role: created.role,
      lead_scope: created.leadScope,
      team: team ?? null,
    },
    `Added ${created.username} to “${options.organization}” as ${created.role} (id ${created.id}).`,
  );
}

/** Reads standard input without the last line end. */
async function readPassword(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, "");
}
