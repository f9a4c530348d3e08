import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { createSource } from "@/lib/ingest/testing/open-text";
import { type ImportFileInput, importFile } from "@/lib/performance/imports/import-file";
import type { Rejection } from "@/lib/performance/imports/import-input";

export type CaseOptions = Partial<ImportFileInput>;

/**
 * Imports a file of `testing/cases`, or a text, with new members allowed. Addresses are unique across organizations, so
 * theirs end on a domain of the organization; the result shows them as the file has them.
 */
export async function importCase(context: Context, file: string, options: CaseOptions = {}) {
  const rejections: Rejection[] = [];
  const path = fileURLToPath(new URL(`cases/${file}`, import.meta.url));
  const isText = file.includes("\n");
  const text = isText ? file : readFileSync(path).toString("latin1");
  const unique = text.replaceAll(DOMAIN, getDomain(context));
  const bytes = Buffer.from(unique, isText ? "utf8" : "latin1");
  const aliases = Object.entries(options.people?.aliases ?? {}).map(([name, member]) => [
    name,
    member.replaceAll(DOMAIN, getDomain(context)),
  ]);
  const result = await importFile(context, {
    source: createSource(bytes),
    createMembers: true,
    dryRun: false,
    onRejections: (page) => void rejections.push(...page),
    ...options,
    people: { ...options.people, aliases: Object.fromEntries(aliases) },
  });
  return showAddresses(context, {
    ...result,
    rejections,
    reasons: rejections.map(({ reason }) => reason),
  });
}

const DOMAIN = ".example";

function getDomain({ organizationId }: Context): string {
  return `.o${organizationId}${DOMAIN}`;
}

function showAddresses<Result>(context: Context, result: Result): Result {
  return JSON.parse(JSON.stringify(result).replaceAll(getDomain(context), DOMAIN));
}

/** The assignments of an organization by id, with the names of their members and skills. */
export async function listImported(database: Database, context: Context) {
  const { organizationId } = context;
  const found = await database.assignment.findMany({
    where: { organizationId },
    orderBy: { externalId: "asc" },
    include: {
      user: { select: { username: true, displayName: true, email: true } },
      requiredSkills: { include: { skill: { select: { name: true } } } },
    },
  });
  const assignments = found.map((one) => ({
    id: one.externalId,
    title: one.title,
    assignee: one.user.username,
    displayName: one.user.displayName,
    email: one.user.email,
    status: one.status,
    assignedAt: one.assignedAt?.toISOString() ?? null,
    dueAt: one.dueAt?.toISOString() ?? null,
    completedAt: one.completedAt?.toISOString() ?? null,
    difficulty: one.difficulty,
    onTime: one.factOnTime,
    early: one.factEarlySeconds === null ? null : Number(one.factEarlySeconds),
    project: one.project,
    skills: one.requiredSkills
      .map(({ skill, requiredLevel }) => `${skill.name}:${requiredLevel}`)
      .toSorted(),
  }));
  return showAddresses(context, assignments);
}
