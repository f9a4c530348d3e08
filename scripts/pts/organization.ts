import type { Command } from "commander";
import { createOrganization } from "@/lib/performance/members/create-organization";
import { withDatabase } from "./database";
import { createOutput } from "./output";

type CreateOptions = { readonly name: string; readonly timeZone: string; readonly json?: true };

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
}
