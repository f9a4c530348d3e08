import { type Context, createSystemContext, type PublicContext } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import {
  type CreatedMember,
  createMember as createMemberService,
  type NewMemberInput,
} from "@/lib/performance/members/create-member";
import {
  createOrganization as createOrganizationService,
  type NewOrganization,
} from "@/lib/performance/members/create-organization";
import { frozenNow } from "@/lib/testing/frozen-now";
import { makeUniqueName } from "@/lib/testing/unique-name";

export function createPublicContext(database: Database, now: Date = frozenNow): PublicContext {
  return { database, now, requestId: "test" };
}

/** Creates an organization with a unique name. @returns its system context. */
export async function createOrganization(
  database: Database,
  fields: Partial<NewOrganization> & { readonly now?: Date } = {},
): Promise<Context> {
  const { now = frozenNow, ...overrides } = fields;
  const context = createPublicContext(database, now);
  const slug = makeUniqueName();
  const defaults = { slug, name: `Organization ${slug}`, timeZone: "Europe/Berlin" };
  const organization = await createOrganizationService(context, { ...defaults, ...overrides });
  return createSystemContext(context, organization);
}

/** Creates an employee without a team by default. */
export async function createMember(
  context: Context,
  fields: Partial<NewMemberInput> = {},
): Promise<CreatedMember> {
  return createMemberService(context, { username: makeUniqueName(), role: "employee", ...fields });
}

export async function createTeam(
  { database, organizationId, now }: Context,
  name: string = makeUniqueName(),
): Promise<{ readonly id: number; readonly name: string }> {
  return database.team.create({
    data: { organizationId, name, createdAt: now },
    select: { id: true, name: true },
  });
}

/** An assignment that is completed on time, with all components. */
export function createAssignmentInput(
  userId: number,
  fields: Partial<AssignmentInput> = {},
): AssignmentInput {
  return {
    externalId: makeUniqueName(),
    userId,
    title: "Write the report",
    assignedAt: new Date("2026-05-04T08:00:00Z"),
    dueAt: new Date("2026-05-08T16:00:00Z"),
    completedAt: new Date("2026-05-07T10:00:00Z"),
    difficulty: toDifficultyHundredths(500),
    skillMatch: toMatchTenThousandths(8000),
    ...fields,
  };
}

/** The bytes of a CSV file. */
export async function* writeCsv(
  rows: readonly Readonly<Record<string, string>>[],
): AsyncGenerator<Uint8Array> {
  const columns = Object.keys(rows[0] ?? {});
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  yield Buffer.from(`${columns.join(",")}\r\n`);
  for (const row of rows) {
    yield Buffer.from(`${columns.map((column) => quote(row[column] ?? "")).join(",")}\r\n`);
  }
}
