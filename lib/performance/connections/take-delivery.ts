import "server-only";
import type { OpenConnection } from "@/lib/auth/connections/find-connection";
import type { SignedDelivery } from "@/lib/auth/connections/open-delivery";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { InvalidParam } from "@/lib/errors";
import type { DeliveredItem, ReadDelivery } from "@/lib/ingest/deliveries/delivered-item";
import { toStorableText } from "@/lib/ingest/deliveries/plain-text";
import {
  type DeliveryKey,
  insertDelivery,
  updateDelivery,
} from "@/lib/performance/connections/queries/deliveries";
import { applyItems, type ItemOutcome } from "./apply-items";
import { type FoundPeople, findPeople, toPersonKey } from "./find-people";
import { storeUnknownPeople } from "./queries/connection-people";
import { readDelivery } from "./read-delivery";
import { connectionSettings, type DeliveryResult } from "./schemas";

const nothing = {
  ...{ new: 0, changed: 0, unchanged: 0, late: 0, skipped: 0, rejected: 0 },
  rejections: [],
};

/**
 * Records what a delivery contains, once: all of it in one transaction with its id. The same id again, also at the same
 * time, changes nothing.
 *
 * @throws AppError `invalid_request` for a body that cannot be read.
 */
export async function takeDelivery({
  connection,
  deliveryId,
  event,
  body,
}: SignedDelivery): Promise<DeliveryResult> {
  const { context } = connection;
  const { database, organizationId, now } = context;
  const key = { organizationId, connectionId: connection.id };
  const read = readItems(connection, { event, body });
  const people = await findPeople(context, connection.id, read.items);
  return withTransaction(database, async (transaction) => {
    const id = await insertDelivery(transaction, key, {
      ...{ deliveryId, event: read.event, receivedAt: now },
      body: read.items.length === 0 ? null : body,
    });
    if (id === null) return { ...nothing, status: "duplicate" as const };
    return applyDelivery(transaction, context, { ...key, id }, { read, people });
  });
}

type Readable = Pick<OpenConnection, "kind" | "settings"> & {
  readonly context: Pick<Context, "organization" | "now">;
};

/** @throws AppError as `readDelivery`. */
export function readItems(
  { kind, settings, context }: Readable,
  { event, body }: { readonly event: string | null; readonly body: string },
): ReadDelivery {
  const { organization, now } = context;
  const reading = { timeZone: organization.timeZone, now };
  return readDelivery({ kind, event, body }, connectionSettings.parse(settings), reading);
}

/** Applies a stored delivery, and stores what became of it. */
export async function applyDelivery(
  transaction: Transaction,
  context: Context,
  key: DeliveryKey,
  { read, people }: { readonly read: ReadDelivery; readonly people: FoundPeople },
  replayedAt?: Date,
): Promise<DeliveryResult> {
  const { items } = read;
  const { connectionId } = key;
  const outcomes = await applyItems(transaction, context, { connectionId, items, people });
  const unknown = new Map(
    items.flatMap((item, index) => {
      const named = outcomes[index]?.kind === "rejected" ? findUnknown(item, people) : null;
      return named === null ? [] : [[named.name, named] as const];
    }),
  );
  await storeUnknownPeople(transaction, key, [...unknown.values()], context.now);
  const result = summarize(items, outcomes);
  await updateDelivery(transaction, key, {
    status: result.status,
    ...{ new_items: result.new, changed_items: result.changed },
    ...{ unchanged_items: result.unchanged, late_items: result.late },
    ...{ skipped_items: result.skipped, rejected_items: result.rejected },
    rejections: JSON.stringify(result.rejections, (_, value) =>
      typeof value === "string" ? toStorableText(value) : value,
    ),
    ...(replayedAt !== undefined && { replayed_at: replayedAt }),
  });
  return result;
}

function findUnknown(item: DeliveredItem, people: FoundPeople) {
  if (item.kind !== "state" || item.person.kind !== "names") return null;
  const name = toPersonKey(item.person);
  return people.get(name)?.kind === "unknown" ? { name, shown: item.person.shown } : null;
}

function summarize(items: readonly DeliveredItem[], outcomes: readonly ItemOutcome[]) {
  const count = (kind: ItemOutcome["kind"]) => outcomes.filter((one) => one.kind === kind).length;
  const rejected = count("rejected");
  const rejections = outcomes.flatMap((outcome, index) =>
    outcome.kind === "rejected"
      ? [
          {
            external_id: items[index]?.externalId ?? null,
            errors: outcome.errors.map(toResponseError),
          },
        ]
      : [],
  );
  return {
    status: toStatus(items.length, rejected),
    ...{ new: count("new"), changed: count("changed"), unchanged: count("unchanged") },
    ...{ late: count("late"), skipped: count("skipped"), rejected, rejections },
  };
}

function toStatus(items: number, rejected: number): "taken" | "partly" | "rejected" | "ignored" {
  if (items === 0) return "ignored";
  if (rejected === 0) return "taken";
  return rejected === items ? "rejected" : "partly";
}

function toResponseError({ name, code = "invalid_value", reason }: InvalidParam) {
  return { name, code, reason };
}
