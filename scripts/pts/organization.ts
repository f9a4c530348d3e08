import { type Command, Option } from "commander";
import { updateOrganization } from "@/lib/performance/administration/update-organization";
import { createOrganization } from "@/lib/performance/members/create-organization";
import { organizationAmendment } from "@/lib/performance/members/organization-schemas";
import { listOrganizations } from "@/lib/performance/members/queries/organizations";
import { formatTable } from "@/scripts/format-table.mjs";
import { withDatabase, withOrganization } from "./database";
import { CommandError } from "./failure";
import { createOutput } from "./output";

type CreateOptions = { readonly name: string; readonly timeZone: string; readonly json?: true };

type SetOptions = {
  readonly privacyMode?: string;
  readonly employeeLeaderboard?: string;
  readonly noticeDays?: string;
  readonly anonymityThreshold?: string;
  readonly retentionMonths?: string;
  readonly json?: true;
};

export function addOrganizationCommands(program: Command): void {
  const organization = program.command("organization").description("manage organizations");
  organization
    .command("create")
    .description("create an organization with the published weights as its scoring policy")
    .argument("<slug>", "the short name: lower-case letters, digits and hyphens")
    .requiredOption("--name <name>", "the name on pages")
    .requiredOption("--time-zone <zone>", "the IANA time zone of its days, such as Europe/Berlin")
    .option("--json", "print the result as one line of JSON")
    .action(async (slug: string, options: CreateOptions) => {
      const output = createOutput(options.json === true);
      const { name, timeZone } = options;
      const created = await withDatabase((context) =>
        createOrganization(context, { slug, name, timeZone }),
      );
      output.finish(
        { id: created.id, slug: created.slug, name: created.name, time_zone: created.timeZone },
        `Created the organization “${created.slug}” (${created.name}, ${created.timeZone}).`,
      );
    });
  organization
    .command("list")
    .description("list the organizations")
    .option("--json", "print the result as one line of JSON")
    .action(listFromOptions);
  organization
    .command("set")
    .description(
      "change settings that protect members, without a second person; every member sees it",
    )
    .argument("<slug>", "the short name of the organization")
    .addOption(
      new Option("--privacy-mode <mode>", "how members appear to others").choices([
        ...(["named", "pseudonymous", "aggregate"] as const),
      ]),
    )
    .addOption(
      new Option("--employee-leaderboard <on>", "whether employees see their own rank").choices([
        "true",
        "false",
      ]),
    )
    .option("--notice-days <days>", "the days between approval and effect, 0 to 90")
    .option("--anonymity-threshold <members>", "the least members of a released group, 5 to 50")
    .option("--retention-months <months>", "how long a record is kept after leaving, 12 to 120")
    .option("--json", "print the result as one line of JSON")
    .action(setFromOptions);
}

async function listFromOptions(options: { readonly json?: true }): Promise<void> {
  const found = await withDatabase(({ database, now }) => listOrganizations(database, now));
  createOutput(options.json === true).finish(
    found.map(({ id, slug, name, timeZone }) => ({ id, slug, name, time_zone: timeZone })),
    formatTable(found.map(({ slug, name, timeZone }) => [slug, name, timeZone])) ||
      "There is no organization yet. Create one: npm run -s pts -- organization create <slug> --name <name> --time-zone <zone>",
  );
}

async function setFromOptions(slug: string, options: SetOptions): Promise<void> {
  const { privacyMode, employeeLeaderboard, noticeDays, anonymityThreshold } = options;
  const { retentionMonths } = options;
  const amendment = organizationAmendment.safeParse({
    ...(privacyMode !== undefined && { privacy_mode: privacyMode }),
    ...(employeeLeaderboard !== undefined && {
      employee_leaderboard: employeeLeaderboard === "true",
    }),
    ...(noticeDays !== undefined && { notice_days: Number(noticeDays) }),
    ...(anonymityThreshold !== undefined && { anonymity_threshold: Number(anonymityThreshold) }),
    ...(retentionMonths !== undefined && { retention_months: Number(retentionMonths) }),
  });
  if (!amendment.success || Object.keys(amendment.data).length === 0) {
    throw new CommandError(
      "Name at least one setting: --privacy-mode, --employee-leaderboard, --notice-days from 0 to 90, --anonymity-threshold from 5 to 50, or --retention-months from 12 to 120. Nothing was changed.",
    );
  }
  const { data } = amendment;
  const changed = await withOrganization(slug, (context) => updateOrganization(context, data));
  createOutput(options.json === true).finish(
    changed,
    `Changed the settings of “${slug}”. The audit log shows it to every member.`,
  );
}
