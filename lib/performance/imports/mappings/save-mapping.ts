import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, createNotFoundError } from "@/lib/errors";
import { normalizeColumnName } from "@/lib/ingest/mapping/column-name";
import { isDeepEqual } from "@/lib/is-deep-equal";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  insertMapping,
  insertMappingVersion,
  listMappingRecords,
  updateMapping,
} from "@/lib/performance/imports/queries/import-mappings";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { noteCreated, requireVersion } from "@/lib/resources/resource-guard";
import { readMapping, serializeMapping } from "./list-mappings";
import type { MappingChange, NewMapping, SavedMapping } from "./schemas";

const MOST_MAPPINGS = 100;

/**
 * Saves a mapping under a new name.
 * @throws AppError `forbidden` without `manage_organization`; `conflict` for a name that is taken, or too many.
 */
export function createMapping(
  context: Context,
  { name, mapping, columns = [] }: NewMapping,
): Promise<SavedMapping> {
  const { organizationId, now } = context;
  return change(context, async (transaction) => {
    const known = await listMappingRecords(transaction, organizationId);
    requireFreeName(known, name);
    if (known.length >= MOST_MAPPINGS) {
      throw new AppError(
        "conflict",
        `An organization has at most ${MOST_MAPPINGS} saved mappings. Nothing was changed.`,
      );
    }
    const header = toHeader(columns);
    const id = await insertMapping(transaction, organizationId, {
      ...{ name, content: mapping, header, now },
    });
    await record(transaction, context, "import_mapping.create", id, { name });
    noteCreated(transaction, context, "import_mapping", id);
    return readMapping(transaction, organizationId, id);
  });
}

/**
 * Renames a mapping, or saves another content as its next version. What is equal makes no new version.
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` for a name that is taken.
 */
export function changeMapping(
  context: Context,
  { id, name, mapping, columns }: { readonly id: number } & MappingChange,
): Promise<SavedMapping> {
  const { organizationId, now } = context;
  return change(context, async (transaction) => {
    const known = await listMappingRecords(transaction, organizationId);
    const before = known.find(({ mappingId }) => mappingId === id);
    if (before === undefined) throw createNotFoundError();
    await requireVersion(transaction, context);
    if (name !== undefined) {
      requireFreeName(
        known.filter((one) => one !== before),
        name,
      );
      await updateMapping(transaction, organizationId, id, { name });
    }
    const stored = serializeMapping(before);
    const content = mapping ?? stored.mapping;
    const header = columns === undefined ? stored.columns : toHeader(columns);
    const isEqual = isDeepEqual([content, header], [stored.mapping, stored.columns]);
    const version = isEqual ? before.version : before.version + 1;
    if (!isEqual) {
      const key = { mappingId: id, version };
      await insertMappingVersion(transaction, organizationId, key, { content, header, now });
      await updateMapping(transaction, organizationId, id, { version });
    }
    await record(transaction, context, "import_mapping.update", id, {
      ...{ name: name ?? before.name, version },
    });
    return readMapping(transaction, organizationId, id);
  });
}

/**
 * Deletes a mapping. Imports that used it still say so.
 * @throws AppError `forbidden` without `manage_organization`; `not_found`.
 */
export function deleteMapping(context: Context, { id }: { readonly id: number }): Promise<void> {
  const { organizationId, now } = context;
  return change(context, async (transaction) => {
    const { name } = await readMapping(transaction, organizationId, id);
    await requireVersion(transaction, context);
    await updateMapping(transaction, organizationId, id, { deletedAt: now });
    await record(transaction, context, "import_mapping.delete", id, { name });
  });
}

async function change<Result>(
  context: Context,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  requirePermission(context.actor, "manage_organization");
  return withOrganizationLock(context.database, context.organizationId, work);
}

function requireFreeName(others: readonly { readonly name: string }[], name: string): void {
  const fold = (text: string) => text.normalize("NFC").toLowerCase();
  if (others.some((other) => fold(other.name) === fold(name))) {
    throw new AppError("conflict", `A mapping “${name}” already exists. Nothing was changed.`);
  }
}

function toHeader(columns: readonly string[]): readonly string[] {
  return [...new Set(columns.map(normalizeColumnName))].toSorted();
}

async function record(
  transaction: Transaction,
  { organizationId, actor, now }: Context,
  action: "import_mapping.create" | "import_mapping.update" | "import_mapping.delete",
  id: number,
  detail: object,
): Promise<void> {
  const author = { organizationId, actorId: getActorId(actor), now };
  const subject = { subjectType: "import_mapping", subjectId: id } as const;
  await insertAuditEntry(transaction, author, { action, ...subject, detail: { ...detail } });
}
