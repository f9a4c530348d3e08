import type { Command } from "commander";
import { createOrganization } from "@/lib/performance/members/create-organization";
import { withDatabase } from "./database";
import { createOutput } from "./output";

type CreateOptions = { readonly name: string; readonly timeZone: string; readonly json?: true };

export function addOrganizationCommands(program: Command): void {
  const organization = program.command("organization").description("organizations, the tenants");
  organization
    .command("create")
    .description("make an organization, with the published weights as its scoring policy")
    .argument("<slug>", "its short name: lower-case letters, digits and hyphens")
    .requiredOption("--name <name>", "its name for people")
    .requiredOption("--time-zone <zone>", "the IANA time zone of its days, as Europe/Berlin")
    .option("--json", "print the result as one line of JSON")
    .action(async (slug: string, options: CreateOptions) => {
      const output = createOutput(options.json === true);
      const { name, timeZone } = options;
      const created = await withDatabase((context) =>
        createOrganization(context, { slug, name, timeZone }),
      );
      output.finish(
        { id: created.id, slug: created.slug, name: created.name, time_zone: created.timeZone },
        `Made the organization “${created.slug}” (${created.name}, ${created.timeZone}).`,
      );
    });
}
