import "server-only";
import { AppError, type InvalidParam } from "@/lib/errors";
import type {
  DeliveredItem,
  DeliveredPerson,
  ReadDelivery,
} from "@/lib/ingest/deliveries/delivered-item";
import type { RowSettings } from "@/lib/ingest/mapping/assignment-row";
import { parseParams } from "@/lib/invalid-params";
import { toWholeAssignment } from "@/lib/performance/assignments/external-ids/by-external-id";
import { readBodyFields } from "@/lib/performance/assignments/read-body-fields";
import { replacedAssignment } from "@/lib/performance/assignments/write-schemas";
import { deliveredBatch, itemKey } from "@/lib/performance/connections/batch-schemas";

/**
 * Reads a delivery in the shape of a batch: each item is the whole assignment, so that a late one can be left out.
 * The time of sending is no substitute for `updated_at`: an old state that is sent again has a new one.
 *
 * @throws AppError `invalid_request` for a body that is no batch.
 */
export function readBatch(body: unknown, settings: RowSettings): ReadDelivery {
  const read = parseParams(deliveredBatch, body);
  if ("invalid" in read) {
    throw new AppError(
      "invalid_request",
      "The body is no batch of assignments. Nothing was changed.",
      {
        invalidParams: read.invalid,
      },
    );
  }
  const seen = new Set<string>();
  const items = read.data.assignments.map((item) => readItem(item, settings, seen));
  return { event: null, items };
}

function readItem(
  item: Readonly<Record<string, unknown>>,
  settings: RowSettings,
  seen: Set<string>,
): DeliveredItem {
  const { external_id: id, updated_at: _time, is_deleted: _deleted, ...rest } = item;
  const key = parseParams(itemKey, item, "assignment");
  if ("invalid" in key) return reject(typeof id === "string" ? id : null, null, key.invalid);
  const { external_id: externalId, updated_at: ownTime, is_deleted: isDeleted } = key.data;
  if (seen.has(externalId)) {
    return reject(externalId, null, [
      { name: "external_id", reason: "must be in a delivery once" },
    ]);
  }
  seen.add(externalId);
  if (isDeleted) return { kind: "deleted", externalId, ownTime };
  if (rest.assignee === null && rest.user_id === undefined) {
    return { kind: "unassigned", externalId, ownTime };
  }
  return readState(externalId, ownTime, rest, settings);
}

function readState(
  externalId: string,
  ownTime: Date,
  rest: Readonly<Record<string, unknown>>,
  settings: RowSettings,
): DeliveredItem {
  const parsed = parseParams(replacedAssignment, rest, "assignment");
  if ("invalid" in parsed) return reject(externalId, ownTime, parsed.invalid);
  const { assignee, user_id: userId, ...body } = toWholeAssignment(externalId, parsed.data);
  const { title, required_skills: skills = [] } = body;
  try {
    const { externalId: _id, userId: _user, ...fields } = readBodyFields(body, settings);
    const person: DeliveredPerson =
      assignee === undefined
        ? { kind: "member", userId: userId ?? 0 }
        : { kind: "names", names: [assignee], shown: assignee };
    return { kind: "state", externalId, ownTime, fields: { ...fields, title }, skills, person };
  } catch (error) {
    if (!(error instanceof AppError) || error.invalidParams === null) throw error;
    return reject(externalId, ownTime, error.invalidParams);
  }
}

function reject(
  externalId: string | null,
  ownTime: Date | null,
  errors: readonly InvalidParam[],
): DeliveredItem {
  return { kind: "invalid", externalId, ownTime, errors };
}
