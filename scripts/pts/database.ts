import { randomUUID } from "node:crypto";
import { type Context, createSystemContext, type PublicContext } from "@/lib/context";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import {
  findOrganizationBySlug,
  listOrganizations,
} from "@/lib/performance/members/queries/organizations";
import { CommandError } from "./failure";
import { requireMigrations } from "./migrations";

/** Runs an action on the database of DATABASE_URL or on the embedded one, and closes it. */
export async function withDatabase<Result>(
  action: (context: PublicContext) => Promise<Result>,
): Promise<Result> {
  try {
    const database = await connectDatabase();
    const context = { database, now: new Date(), requestId: randomUUID() };
    await requireMigrations(context);
    return await action(context);
  } finally {
    await closeDatabase();
  }
}

export async function withOrganization<Result>(
  slug: string,
  action: (context: Context) => Promise<Result>,
): Promise<Result> {
  return withDatabase(async (context) => {
    const organization = await findOrganizationBySlug(context.database, slug, context.now);
    if (organization === null) {
      throw new CommandError(
        `There is no organization “${slug}”. Nothing was done. Create it first: npm run -s pts -- organization create ${slug} --name <name> --time-zone <zone>`,
      );
    }
    return action(createSystemContext(context, organization));
  });
}

/** Runs an action for the organization of `slug`, or for all organizations one after another. */
export async function withOrganizations(
  slug: string | null,
  action: (context: Context) => Promise<void>,
): Promise<void> {
  if (slug !== null) return withOrganization(slug, action);
  return withDatabase(async (context) => {
    for (const organization of await listOrganizations(context.database, context.now)) {
      await action(createSystemContext(context, organization));
    }
  });
}
