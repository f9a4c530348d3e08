import { type Command, InvalidArgumentError, Option } from "commander";
import { MAX_CREDENTIAL_DAYS } from "@/lib/auth/credential-rules";
import { createToken } from "@/lib/auth/tokens/create-token";
import { type TokenScope, tokenScopes } from "@/lib/context";
import { findMemberId } from "@/lib/performance/members/queries/members";
import { withOrganization } from "./database";
import { CommandError } from "./failure";
import { createOutput } from "./output";

type MemberName = { readonly organization: string; readonly username: string };
type CreateOptions = {
  readonly user: MemberName;
  readonly scope?: readonly TokenScope[];
  readonly days: number;
  readonly name: string;
  readonly json?: true;
};

const DEFAULT_DAYS = 90;

export function addTokenCommands(program: Command): void {
  const token = program.command("token").description("manage bearer tokens for programs");
  token
    .command("create")
    .description("create a token and print it; it is shown only once")
    .requiredOption("--user <organization/username>", "the owner of the token", parseMemberName)
    .addOption(
      new Option(
        "--scope <scope...>",
        "what the token may do (default: all that its owner may)",
      ).choices([...tokenScopes]),
    )
    .option("--days <number>", "lifetime in days, at most 365", parseDays, DEFAULT_DAYS)
    .option("--name <name>", "a name for its owner", "command line")
    .option("--json", "print the result as one line of JSON")
    .action(createFromOptions);
}

async function createFromOptions({ user, scope, days, name, json }: CreateOptions): Promise<void> {
  const output = createOutput(json === true);
  const created = await withOrganization(user.organization, async (context) => {
    const userId = await findMemberId(context.database, context.organizationId, user.username);
    if (userId === null) {
      throw new CommandError(
        `There is no member “${user.username}” in “${user.organization}”. No token was created.`,
      );
    }
    return createToken(context, { userId, name, days, scopes: scope ?? null });
  });
  output.finish(
    {
      token: created.token,
      scopes: created.scopes,
      expires_at: created.expiresAt.toISOString(),
    },
    created.token,
  );
}

function parseMemberName(value: string): MemberName {
  const [organization = "", username = "", ...others] = value.split("/");
  if (organization === "" || username === "" || others.length > 0) {
    throw new InvalidArgumentError(
      "It must be an organization and a username, such as acme/jane_doe.",
    );
  }
  return { organization, username };
}

function parseDays(value: string): number {
  const days = Number(value);
  if (!/^\d{1,3}$/.test(value) || days < 1 || days > MAX_CREDENTIAL_DAYS) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_CREDENTIAL_DAYS}.`);
  }
  return days;
}
