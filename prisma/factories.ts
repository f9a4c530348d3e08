import { randomUUID } from "node:crypto";
import { type Context, type PublicContext, systemContext } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import {
  type CreatedMember,
  createMember as createMemberService,
  type NewMemberInput,
} from "@/lib/performance/members/create-member";
import {
  createOrganization as createOrganizationService,
  type NewOrganization,
} from "@/lib/performance/members/create-organization";

/** Eight letters that no other test has: tests share a database and keep apart by their names. */
export function randomName(): string {
  return `x${randomUUID().replaceAll("-", "").slice(0, 7)}`;
}

export function createPublicContext(database: Database, now: Date = new Date()): PublicContext {
  return { database, now, requestId: randomUUID() };
}

/** An organization of its own, and the context of the service itself in it. */
export async function createOrganization(
  database: Database,
  fields: Partial<NewOrganization> & { readonly now?: Date } = {},
): Promise<Context> {
  const { now = new Date(), ...given } = fields;
  const context = createPublicContext(database, now);
  const slug = randomName();
  const preset = { slug, name: `Organization ${slug}`, timeZone: "Europe/Berlin" };
  return systemContext(context, await createOrganizationService(context, { ...preset, ...given }));
}

/** An employee without a team, unless said otherwise. */
export async function createMember(
  context: Context,
  fields: Partial<NewMemberInput> = {},
): Promise<CreatedMember> {
  return createMemberService(context, { username: randomName(), role: "employee", ...fields });
}

export async function createTeam(
  { database, organizationId, now }: Context,
  name: string = randomName(),
): Promise<{ readonly id: number; readonly name: string }> {
  return database.team.create({
    data: { organizationId, name, createdAt: now },
    select: { id: true, name: true },
  });
}

/** Work completed on time, with every component known. */
export function createAssignmentInput(
  userId: number,
  fields: Partial<AssignmentInput> = {},
): AssignmentInput {
  return {
    externalId: randomName(),
    userId,
    title: "Write the report",
    assignedAt: new Date("2026-05-04T08:00:00Z"),
    dueAt: new Date("2026-05-08T16:00:00Z"),
    completedAt: new Date("2026-05-07T10:00:00Z"),
    difficulty: 500,
    skillMatch: 8000,
    ...fields,
  };
}

/** The bytes of a CSV file with these rows, for the importer. */
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
