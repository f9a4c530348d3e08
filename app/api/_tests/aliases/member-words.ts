import type { World } from "@/lib/performance/testing/make-api-world";

/** The words that tell who a member is: their names, and the texts and keys of their assignments. */
export type MemberWords = { readonly userId: number; readonly words: readonly string[] };

type Stored = Awaited<ReturnType<typeof readStored>>;

/** What a swap of words puts back. */
export type KeptWords = Stored;

export async function readStored({ context, organizationId }: World) {
  const people = await context.database.user.findMany({
    where: { organizationId, erasedAt: null },
    select: { id: true, username: true, displayName: true, email: true, alias: true },
  });
  const work = await context.database.assignment.findMany({
    where: { organizationId },
    select: { id: true, userId: true, title: true, project: true, externalId: true },
  });
  return { people, work };
}

export function listWords({ people, work }: Stored): readonly MemberWords[] {
  return people.map(({ id, username, displayName, email }) => ({
    userId: id,
    words: [
      ...[username, displayName, email],
      ...work.filter(({ userId }) => userId === id).flatMap(getTexts),
    ].filter((word) => word !== null),
  }));
}

/** The texts of all that a member has or completed, which another member may have now. */
export function listTextsOf({ work }: Stored, ids: ReadonlySet<bigint>): readonly string[] {
  return work
    .filter(({ id }) => ids.has(id))
    .flatMap(getTexts)
    .filter((word) => word !== null);
}

/** The assignments that a member has or completed. */
export async function listKnownIds(
  { context, organizationId }: World,
  userId: number,
): Promise<ReadonlySet<bigint>> {
  const where = { organizationId, userId };
  const { database } = context;
  const held = await database.assignment.findMany({ where, select: { id: true } });
  const entries = await database.performanceLog.findMany({
    where,
    select: { assignmentId: true },
  });
  return new Set([
    ...held.map(({ id }) => id),
    ...entries.flatMap(({ assignmentId }) => assignmentId ?? []),
  ]);
}

/** Gives all others other names, and their work other texts and keys, in another order. */
export async function swapWords(
  { context, organizationId }: World,
  readerId: number,
  known: ReadonlySet<bigint>,
): Promise<void> {
  const knownIds = [...known].map(Number);
  await context.database.$executeRaw`
    UPDATE users SET username = 'u' || md5(username), display_name = md5(display_name),
      email = CASE WHEN email IS NULL THEN NULL ELSE md5(email) || '@example.net' END
    WHERE organization_id = ${organizationId} AND id <> ${readerId} AND erased_at IS NULL`;
  await context.database.$executeRaw`
    UPDATE assignments SET title = md5(title), project = md5(project), external_id = md5(external_id)
    WHERE organization_id = ${organizationId} AND NOT id = ANY(${knownIds}::bigint[])`;
}

export async function restoreWords(
  { context, organizationId }: World,
  { people, work }: KeptWords,
): Promise<void> {
  const rows = JSON.stringify(people);
  await context.database.$executeRaw`
    UPDATE users AS member SET username = kept.username, display_name = kept."displayName", email = kept.email
    FROM jsonb_to_recordset(${rows}::jsonb) AS kept(id int4, username text, "displayName" text, email text)
    WHERE member.organization_id = ${organizationId} AND member.id = kept.id`;
  const texts = JSON.stringify(work.map((one) => ({ ...one, id: Number(one.id) })));
  await context.database.$executeRaw`
    UPDATE assignments AS one SET title = kept.title, project = kept.project, external_id = kept."externalId"
    FROM jsonb_to_recordset(${texts}::jsonb) AS kept(id int8, title text, project text, "externalId" text)
    WHERE one.organization_id = ${organizationId} AND one.id = kept.id`;
}

function getTexts({ title, project, externalId }: Stored["work"][number]) {
  return [title, project, externalId];
}
