import {
  makeDeletable,
  makeServiceAccount,
  type World,
} from "@/lib/performance/testing/make-api-world";
import { makeConnection } from "@/lib/performance/testing/make-connection";
import { makeSavedMapping } from "@/lib/performance/testing/make-import";

/** Texts that the service writes itself, and hashes of secrets; neither is a member's text. */
const ownWords = [
  "aggregate_releases.bins",
  "api_tokens.scopes",
  "api_tokens.token_hash",
  "assignment_changes.after",
  "assignment_changes.before",
  "connection_items.item_hash",
  "connection_secrets.sealed",
  "idempotency_keys.claim",
  "idempotency_keys.etag",
  "idempotency_keys.key_hash",
  "idempotency_keys.location",
  "idempotency_keys.request_hash",
  "import_people.row_numbers",
  "imports.effect",
  "invitations.secret_hash",
  "organization_sweeps.time_zone",
  "organizations.approved_changes",
  "organizations.cors_origins",
  "organizations.time_zone",
  "seal_checkpoints.hash",
  "seal_expirations.hash",
  "seals.hash",
  "service_accounts.scopes",
  "sessions.secret_hash",
  "setting_proposals.from_value",
  "setting_proposals.setting",
  "setting_proposals.to_value",
  "share_links.secret_hash",
  "users.password_hash",
  "verifications.checkpoints",
  "verifications.differences",
  "verifications.kept",
];

type TextColumn = { readonly column: string; readonly withWord: number };

/** Writes the word into every text that `makeWorld` leaves without it. */
export async function fillTexts(world: World, word: string): Promise<void> {
  const { context, organizationId } = world;
  const { database, now } = context;
  const { userId } = world.members.colleague;
  const owned = { organizationId, userId };
  await database.user.update({
    where: { organizationId_id: { organizationId, id: userId } },
    data: { alias: `${word} alias` },
  });
  await makeDeletable(world, "session", userId);
  await database.session.updateMany({ where: owned, data: { userAgent: `${word} browser` } });
  await makeDeletable(world, "token", userId);
  await database.apiToken.updateMany({ where: owned, data: { name: `${word} token` } });
  await makeServiceAccount(world, `${word} account`, ["tokens:write"]);
  await makeDeletable(world, "shareLink", userId);
  await database.shareLink.updateMany({ where: owned, data: { name: `${word} link` } });
  await database.performanceMilestone.create({
    data: {
      ...owned,
      milestoneType: `${word} type`,
      milestoneName: `${word} name`,
      description: `${word} description`,
      achievedValue: 1,
      achievementData: { said: word },
      achievedAt: now,
      revokedAt: now,
      revokedReason: `${word} reason`,
    },
  });
  await database.performanceBadge.create({
    data: {
      ...owned,
      badgeName: `${word} name`,
      badgeDescription: `${word} description`,
      badgeIcon: `${word} icon`,
      criteria: `${word} criteria`,
      criteriaValue: 1,
      earnedAt: now,
    },
  });
  await fillRecords(world, word);
}

async function fillRecords(world: World, word: string) {
  const { context, organizationId, members } = world;
  const { database, now } = context;
  const { userId } = members.colleague;
  await database.auditLog.create({
    data: {
      organizationId,
      actorId: userId,
      action: `${word} action`,
      subjectType: `${word} type`,
      subjectId: `${word} id`,
      detail: { said: word },
      createdAt: now,
    },
  });
  const contestId = await makeDeletable(world, "contest", userId);
  await database.contest.update({
    where: { organizationId_id: { organizationId, id: BigInt(contestId) } },
    data: {
      status: "rejected",
      reason: `${word} reason`,
      decidedBy: members.manager.userId,
      decidedAt: now,
      decisionReason: `${word} decision`,
    },
  });
  const decisionId = await makeDeletable(world, "contestedDecision", userId);
  await database.decision.update({
    where: { organizationId_id: { organizationId, id: BigInt(decisionId) } },
    data: {
      grounds: `${word} grounds`,
      contestReason: `${word} contest`,
      reply: `${word} reply`,
      repliedBy: members.manager.userId,
      repliedAt: now,
    },
  });
  await database.achievementChange.create({
    data: {
      organizationId,
      userId,
      kind: "badge",
      name: `${word} name`,
      isGain: true,
      createdAt: now,
    },
  });
  await database.accessRecord.create({
    data: {
      organizationId,
      viewerId: members.manager.userId,
      subjectType: "member",
      subjectId: userId,
      surface: `${word} surface`,
      hour: now,
    },
  });
  const { id: importId } = await database.import.create({
    data: {
      ...{ organizationId, createdBy: userId, format: `${word} format`, createdAt: now },
      fileName: `${word}.csv`,
      settings: { said: word },
      recognized: { said: word },
      problem: `${word} problem`,
    },
  });
  const mappingId = await makeSavedMapping(context, `${word} mapping`);
  await database.importMappingVersion.create({
    data: {
      ...{ organizationId, mappingId, version: 2, createdAt: now },
      ...{ content: { columns: { title: word } }, header: [word] },
    },
  });
  await database.importPerson.create({
    data: {
      ...{ organizationId, importId, name: word.toLowerCase(), shown: word, rows: 1 },
      ...{ outcome: "unknown", reason: `${word} reason`, username: `${word} username` },
    },
  });
  await database.idempotencyKey.create({
    data: {
      ...{ organizationId, actorId: userId, keyHash: "hash", claim: "claim" },
      ...{ claimedUntil: now, createdAt: now, doneAt: now, status: 201 },
      body: JSON.stringify({ said: word }),
    },
  });
  await database.knownName.create({
    data: { organizationId, name: `${word} name`, userId, learnedAt: now },
  });
  await fillDeliveries(world, word);
  await database.importRow.create({
    data: {
      organizationId,
      importId,
      rowNumber: 1,
      externalId: `${word} row`,
      assignee: `${word} assignee`,
      userId,
      content: { said: word },
      before: { said: word },
      leftHash: word,
      outcome: "changed",
      field: `${word} field`,
      reason: `${word} reason`,
    },
  });
}

/** A connection, and what it delivered and could not map. */
async function fillDeliveries({ context, organizationId }: World, word: string) {
  const { database, now } = context;
  const { id: connectionId } = await makeConnection(context, "webhook");
  await database.connection.updateMany({
    where: { organizationId, id: connectionId },
    data: { name: `${word} connection`, settings: { skill_labels: [word] } },
  });
  await database.webhookDelivery.create({
    data: {
      ...{ organizationId, connectionId, deliveryId: `${word} delivery`, event: `${word} event` },
      ...{ receivedAt: now, status: "rejected", body: `${word} body` },
      rejections: [{ external_id: word, errors: [] }],
    },
  });
  await database.connectionPerson.create({
    data: {
      ...{ organizationId, connectionId, name: `${word} name`, shown: `${word} shown` },
      ...{ firstSeenAt: now, lastSeenAt: now },
    },
  });
}

/** Every text column that belongs to an organization, with the number of its rows that contain the word. */
export async function listTextColumns(
  { context: { database }, organizationId }: World,
  word: string,
): Promise<readonly TextColumn[]> {
  const columns = await database.$queryRaw<{ table_name: string; column_name: string }[]>`
    SELECT c.table_name, c.column_name
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY')
       AND (c.table_name = 'organizations' OR EXISTS (
             SELECT 1 FROM information_schema.columns o
              WHERE o.table_schema = 'public' AND o.table_name = c.table_name
                AND o.column_name = 'organization_id'))
     ORDER BY 1, 2`;
  const findMember: TextColumn[] = [];
  for (const { table_name: table, column_name: name } of columns) {
    const column = `${table}.${name}`;
    if (ownWords.includes(column)) continue;
    const key = table === "organizations" ? "id" : "organization_id";
    // Table and column names come from the database itself.
    const [row] = await database.$queryRawUnsafe<{ rows: number }[]>(
      `SELECT count(*)::integer AS rows FROM "${table}"
        WHERE "${key}" = $1 AND "${name}"::text ILIKE $2`,
      organizationId,
      `%${word}%`,
    );
    findMember.push({ column, withWord: row?.rows ?? 0 });
  }
  return findMember;
}
