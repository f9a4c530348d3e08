import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, type InvalidParam } from "@/lib/errors";
import { hashText } from "@/lib/hash-text";
import type { DeliveredItem } from "@/lib/ingest/deliveries/delivered-item";
import { requireWritableAssignments } from "@/lib/performance/access/visible-members";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { toUnchangedInput } from "@/lib/performance/assignments/change-assignment";
import { requireActive, requireReachedId } from "@/lib/performance/assignments/record-assignment";
import { recordLockedAssignments } from "@/lib/performance/assignments/record-assignments";
import { createUnknownAssigneeError } from "@/lib/performance/assignments/resolve-assignee";
import { resolveSkills } from "@/lib/performance/assignments/resolve-skills";
import { storeOwnTimes } from "@/lib/performance/connections/queries/connection-items";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type LockedAssignments,
  lockAffectedMembers,
} from "@/lib/performance/ledger/lock-affected-members";
import { type FoundPeople, type FoundPerson, toPersonKey } from "./find-people";

export type ItemOutcome =
  | { readonly kind: "new" | "changed" | "unchanged" | "late" | "skipped" }
  | { readonly kind: "rejected"; readonly errors: readonly InvalidParam[] };

type Applying = {
  readonly connectionId: number;
  readonly items: readonly DeliveredItem[];
  readonly people: FoundPeople;
};

/** As far as the clock of another system may be ahead. */
const MAX_AHEAD_MILLISECONDS = 5 * 60_000;

/**
 * Applies the items of a delivery in the caller's transaction. A state that is older than the one that was delivered
 * before changes nothing, in whatever order they come. A state that is rejected keeps its place in that order, so that
 * nothing older is taken instead.
 *
 * @returns the outcomes in the order of the items.
 */
export async function applyItems(
  transaction: Transaction,
  context: Context,
  applying: Applying,
): Promise<readonly ItemOutcome[]> {
  const { organizationId, now } = context;
  const { connectionId, people } = applying;
  const latest = new Date(now.getTime() + MAX_AHEAD_MILLISECONDS);
  const items = applying.items.map((item) => rejectAhead(item, latest));
  const stated = items.flatMap((item) =>
    item.externalId === null || item.ownTime === null
      ? []
      : [
          {
            hash: hashText(item.externalId),
            ownTime: item.ownTime,
            isDeleted: item.kind === "deleted",
          },
        ],
  );
  const key = { organizationId, connectionId };
  const current = await storeOwnTimes(transaction, key, stated);
  const isLate = (item: DeliveredItem) =>
    item.externalId !== null && item.ownTime !== null && !current.has(hashText(item.externalId));
  const taken = items.filter((item) => !isLate(item));
  const recorded = await recordItems(transaction, context, taken, people);
  return items.map((item) => {
    if (isLate(item)) return { kind: "late" };
    if (item.kind === "invalid") return { kind: "rejected", errors: item.errors };
    return recorded.get(item.externalId) ?? { kind: "skipped" };
  });
}

/** A time that is ahead would keep every later state out. */
function rejectAhead(item: DeliveredItem, latest: Date): DeliveredItem {
  if (item.ownTime === null || item.ownTime <= latest) return item;
  const errors = [{ name: "updated_at", reason: "must not be in the future" }];
  return { kind: "invalid", externalId: item.externalId, ownTime: null, errors };
}

async function recordItems(
  transaction: Transaction,
  context: Context,
  items: readonly DeliveredItem[],
  people: FoundPeople,
): Promise<ReadonlyMap<string, ItemOutcome>> {
  const { organization, organizationId, now, actor } = context;
  const externalIds = items.flatMap((item) => (item.kind === "invalid" ? [] : item.externalId));
  const userIds = items.flatMap((item) => {
    const person = findPerson(item, people);
    return person?.kind === "member" ? person.userId : [];
  });
  const keys = { externalIds };
  const affected = await lockAffectedMembers(transaction, organizationId, keys, userIds);
  const outcomes = new Map<string, ItemOutcome>();
  const inputs: AssignmentInput[] = [];
  for (const item of items) {
    if (item.kind === "invalid") continue;
    try {
      const input = await toInput(transaction, context, affected, item, people);
      if (input !== null) inputs.push(input);
    } catch (error) {
      outcomes.set(item.externalId, { kind: "rejected", errors: toErrors(error) });
    }
  }
  const recording = {
    ...{ organization, now, actorId: getActorId(actor), source: "webhook" as const },
  };
  const recorded = await recordLockedAssignments(transaction, recording, affected, inputs);
  for (const [externalId, outcome] of recorded.outcomes) {
    outcomes.set(
      externalId,
      typeof outcome === "string"
        ? { kind: outcome }
        : {
            kind: "rejected",
            errors: outcome.map(({ field, reason }) => ({ name: field, reason })),
          },
    );
  }
  return outcomes;
}

function findPerson(item: DeliveredItem, people: FoundPeople): FoundPerson | null {
  if (item.kind !== "state") return null;
  return item.person.kind === "member"
    ? item.person
    : (people.get(toPersonKey(item.person)) ?? { kind: "unknown" });
}

/**
 * Null where there is nothing to record.
 * @throws AppError as the write of a single assignment.
 */
async function toInput(
  transaction: Transaction,
  context: Context,
  { locked, stored }: LockedAssignments,
  item: Exclude<DeliveredItem, { readonly kind: "invalid" }>,
  people: FoundPeople,
): Promise<AssignmentInput | null> {
  const { actor, organizationId, now } = context;
  const before = stored.find((one) => one.externalId === item.externalId) ?? null;
  if (before !== null) requireReachedId(actor, locked.get(before.userId));
  if (item.kind !== "state") {
    if (before === null || before.deletedAt !== null) return null;
    const unchanged = { ...toUnchangedInput(before), status: "cancelled" as const };
    return item.kind === "deleted" ? { ...unchanged, deletedAt: now } : unchanged;
  }
  const person = findPerson(item, people);
  if (person?.kind === "skipped") return null;
  const userId = requireMember(person, item.person.kind);
  const owner = requireWritableAssignments(actor, locked.get(userId), () =>
    createUnknownAssigneeError({}),
  );
  if (before?.userId !== userId) requireActive(owner);
  const { externalId, fields, skills } = item;
  return {
    ...{ ...fields, externalId, userId },
    ...(skills !== undefined && {
      requiredSkills: await resolveSkills(transaction, organizationId, skills),
    }),
  };
}

/** @throws AppError `unknown_reference` for a person who is no known member. */
function requireMember(person: FoundPerson | null, kind: "member" | "names"): MemberId {
  if (person?.kind === "member") return person.userId;
  throw createUnknownAssigneeError(kind === "names" ? { assignee: "" } : {});
}

/** @throws any error that is not about the item. */
function toErrors(error: unknown): readonly InvalidParam[] {
  if (!(error instanceof AppError) || error.code === "overloaded") throw error;
  return error.invalidParams ?? [{ name: "user_id", reason: error.detail }];
}
