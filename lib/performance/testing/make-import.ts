import type { Context } from "@/lib/context";

const file = "external_id,title,assignee\nmade,Task,ada\n";

type Owner = Pick<Context, "database" | "organizationId" | "now">;

/** The member who sent the file. */
type Sender = { readonly createdBy: number };

/** An import that was checked and waits for its start. */
export async function makeWaitingImport(context: Owner, sender: Sender): Promise<number> {
  const { database, organizationId, now } = context;
  const { id } = await database.import.create({
    data: {
      ...{ organizationId, ...sender, format: "csv", createdAt: now, phase: "waiting" },
      ...{ isRequested: true, isInteractive: true, dryRun: true, isRunning: false, run: 0 },
    },
  });
  await database.importPart.create({
    data: { organizationId, importId: id, number: 0, content: Buffer.from(file) },
  });
  return id;
}

/** An import that has ended, with a row to undo. */
export async function makeFinishedImport(context: Owner, sender: Sender): Promise<number> {
  const { database, organizationId, now } = context;
  const { id } = await database.import.create({
    data: {
      ...{ organizationId, ...sender, format: "csv", createdAt: now, finishedAt: now },
      ...{ phase: "done", status: "finished", isRunning: false, rows: 1, newRows: 1 },
    },
  });
  await database.importRow.create({
    data: {
      ...{ organizationId, importId: id, rowNumber: 1, externalId: "made", content: {} },
      ...{ outcome: "new", leftHash: "of what is gone" },
    },
  });
  return id;
}

export async function makeSavedMapping(
  { database, organizationId, now }: Owner,
  name: string,
): Promise<number> {
  const { id } = await database.importMapping.create({
    data: { organizationId, name, version: 1, createdAt: now },
  });
  await database.importMappingVersion.create({
    data: {
      ...{ organizationId, mappingId: id, version: 1, createdAt: now },
      ...{ content: { date_order: "ymd" }, header: [] },
    },
  });
  return id;
}
