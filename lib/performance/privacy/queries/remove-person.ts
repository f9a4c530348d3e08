import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { erasedTexts } from "@/lib/performance/domain/privacy/erased-texts";
import { createMentions } from "@/lib/performance/domain/privacy/mentions";
import { eraseDecisionTexts, replaceInDecisions } from "./erase-decision-texts";
import { eraseFromDeliveries } from "./erase-deliveries";
import { eraseFromImports, removeStagedRows, replaceInContests } from "./erase-mentions";

export type PersonKey = { readonly organizationId: number; readonly userId: number };

/** The name of every erased person. */
const ERASED_NAME = "Erased person";

/** Locks a member's figures against writers of their work until the transaction ends. */
export async function lockFigures(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
): Promise<void> {
  await selectRow(
    transaction,
    kysely
      .selectFrom("user_performance")
      .select("user_id")
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", userId)
      .forUpdate(),
  );
}

/**
 * Deletes everything that identifies a person, and their credentials. The sums, the ledger, snapshots, achievements,
 * views and audit entries stay, by the member's id.
 *
 * @param username the member's new username.
 */
export async function removePerson(
  transaction: Transaction,
  person: PersonKey,
  { username, now }: { readonly username: string; readonly now: Date },
): Promise<void> {
  // First: the statements after it replace the names and keys by which staged rows are found.
  const mentions = createMentions(await listNames(transaction, person));
  await removeStagedRows(transaction, person, mentions);
  await eraseFromImports(transaction, person, mentions);
  await eraseFromDeliveries(transaction, person.organizationId);
  await removeCredentials(transaction, person);
  await eraseKeptResponses(transaction, person.organizationId, now);
  await replaceTextsOfWork(transaction, person);
  const { organizationId, userId } = person;
  await eraseContestTexts(transaction, organizationId, userId, now);
  await replaceInContests(transaction, person, mentions, username);
  await eraseDecisionTexts(transaction, person, now);
  await replaceInDecisions(transaction, person, mentions, username);
  await transaction.knownName.deleteMany({ where: { organizationId, userId } });
  await transaction.userSkill.deleteMany({ where: { organizationId, userId } });
  await transaction.noticeReading.deleteMany({ where: { organizationId, userId } });
  await transaction.user.updateMany({
    where: { organizationId, id: userId },
    data: {
      username,
      alias: username,
      displayName: ERASED_NAME,
      email: null,
      passwordHash: null,
      role: "employee",
      leadScope: "team",
      teamId: null,
      erasedAt: now,
    },
  });
}

/** All names of a person. */
async function listNames(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
): Promise<readonly string[]> {
  const { username, email, displayName, alias } = await transaction.user.findFirstOrThrow({
    where: { organizationId, id: userId },
    select: { username: true, email: true, displayName: true, alias: true },
  });
  const known = await transaction.knownName.findMany({
    where: { organizationId, userId },
    select: { name: true },
  });
  const inFiles = known.map(({ name }) => name);
  return [username, displayName, alias, ...(email === null ? [] : [email]), ...inFiles];
}

async function removeCredentials(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
): Promise<void> {
  const where = { organizationId, userId };
  await transaction.session.deleteMany({ where });
  await transaction.shareLink.deleteMany({ where });
  await transaction.apiToken.deleteMany({ where });
  await transaction.invitation.deleteMany({ where });
}

/**
 * Removes the responses that are kept for `Idempotency-Key`, of the whole organization: any of them may name the
 * person. The keys stay, so that no request creates twice. A request under way keeps no response either.
 */
async function eraseKeptResponses(
  transaction: Transaction,
  organizationId: number,
  now: Date,
): Promise<void> {
  await transaction.idempotencyKey.updateMany({
    where: { organizationId },
    data: { body: null, erasedAt: now },
  });
}

/** Replaces every text of assignments. The id of the source stays unique. */
async function replaceTextsOfWork(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("assignments")
      .set({
        ...erasedTexts,
        external_id: sql<string>`'erased-' || gen_random_uuid()`,
      })
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", userId),
  );
}

/**
 * Erases the texts of a person's contests. Withdraws the open ones, because without a reason they cannot be decided.
 * Decisions, deciders and entries stay.
 */
export async function eraseContestTexts(
  transaction: Transaction,
  organizationId: number,
  userId: number,
  now: Date,
): Promise<void> {
  const instant = parameter(now, "timestamptz");
  await execute(
    transaction,
    kysely
      .updateTable("contests")
      .set((eb) => ({
        reason: null,
        decision_reason: null,
        texts_erased_at: instant,
        status: eb
          .case()
          .when("status", "=", "open")
          .then(sql<"withdrawn">`'withdrawn'::"ContestStatus"`)
          .else(eb.ref("status"))
          .end(),
        withdrawn_at: eb
          .case()
          .when("status", "=", "open")
          .then(sql<Date>`greatest(${instant}, ${eb.ref("raised_at")})`)
          .else(eb.ref("withdrawn_at"))
          .end(),
      }))
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", userId)
      .where("texts_erased_at", "is", null),
  );
}
