import { randomUUID } from "node:crypto";
import { type Context, type PublicContext, systemContext } from "@/lib/context";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import {
  findOrganizationBySlug,
  listOrganizations,
} from "@/lib/performance/members/queries/organizations";
import { CommandError } from "./failure";
import { requireMigrations } from "./migrations";

/** Runs a command on the database: that of DATABASE_URL, else the embedded one, which it leaves as it ends. */
export async function withDatabase<Result>(
  work: (context: PublicContext) => Promise<Result>,
): Promise<Result> {
  try {
    const database = await connectDatabase();
    const context = { database, now: new Date(), requestId: randomUUID() };
    await requireMigrations(context);
    return await work(context);
  } finally {
    await closeDatabase();
  }
}

export async function withOrganization<Result>(
  slug: string,
  work: (context: Context) => Promise<Result>,
): Promise<Result> {
  return withDatabase(async (context) => {
    const organization = await findOrganizationBySlug(context.database, slug);
    if (organization === null) {
      throw new CommandError(
        `There is no organization “${slug}”. Make it first: npm run -s pts -- organization create ${slug} --name <name> --time-zone <zone>`,
      );
    }
    return work(systemContext(context, organization));
  });
}

/** One organization after another: the one named, or all. */
export async function withOrganizations(
  slug: string | null,
  work: (context: Context) => Promise<void>,
): Promise<void> {
  if (slug !== null) return withOrganization(slug, work);
  return withDatabase(async (context) => {
    for (const organization of await listOrganizations(context.database)) {
      await work(systemContext(context, organization));
    }
  });
}
