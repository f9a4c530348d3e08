import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import type { Column } from "@/lib/ingest/readers/raw-row";
import { createSource } from "@/lib/ingest/testing/open-text";
import {
  type ImportFileInput,
  importFile,
  type NamedPeople,
} from "@/lib/performance/imports/import-file";
import type { FilePerson, Rejection } from "@/lib/performance/imports/import-input";
import type { ImportCounts } from "@/lib/performance/imports/queries/imports";

export type CaseOptions = Partial<Omit<ImportFileInput, "onOpened" | "onRejections">>;

/** What an import of a case gives, by whatever way. */
export type CaseResult = {
  readonly counts: ImportCounts;
  readonly notes: readonly string[];
  readonly people: readonly Pick<FilePerson, "name" | "outcome" | "rowNumbers">[];
  readonly rejections: readonly Rejection[];
  readonly reasons: readonly string[];
  /** Of the file, as the file of rejected rows needs them. */
  readonly columns: readonly Column[];
  readonly settings: string;
};

/**
 * Imports a file of `testing/cases`, or a text, with new members allowed. Addresses are unique across organizations, so
 * theirs end on a domain of the organization; the result shows them as the file has them.
 */
export async function importCase(
  context: Context,
  file: string,
  options: CaseOptions = {},
): Promise<CaseResult> {
  const rejections: Rejection[] = [];
  const opened: Pick<CaseResult, "columns" | "settings">[] = [];
  const result = await importFile(context, {
    source: createSource(readCase(context, file)),
    createMembers: true,
    dryRun: false,
    onRejections: (page) => void rejections.push(...page),
    onOpened: ({ columns, settings }) => void opened.push({ columns, settings }),
    ...options,
    people: localizePeople(context, options.people),
  });
  const reasons = rejections.map(({ reason }) => reason);
  const { columns = [], settings = "" } = opened[0] ?? {};
  return showAddresses(context, { ...result, rejections, reasons, columns, settings });
}

/** The bytes of a case, with addresses of the organization. */
export function readCase(context: Context, file: string): Buffer<ArrayBuffer> {
  const path = fileURLToPath(new URL(`cases/${file}`, import.meta.url));
  const isText = file.includes("\n");
  const text = isText ? file : readFileSync(path).toString("latin1");
  const local = text
    .replaceAll(DOMAIN, getDomain(context))
    .replaceAll(DOMAIN.toUpperCase(), getDomain(context).toUpperCase());
  return Buffer.from(local, isText ? "utf8" : "latin1");
}

export function localizePeople(context: Context, people: NamedPeople = {}): NamedPeople {
  const aliases = Object.entries(people.aliases ?? {}).map(([name, member]) => [
    name,
    member.replaceAll(DOMAIN, getDomain(context)),
  ]);
  return { ...people, aliases: Object.fromEntries(aliases) };
}

const DOMAIN = ".example";

function getDomain({ organizationId }: Context): string {
  return `.o${organizationId}${DOMAIN}`;
}

export function showAddresses<Result>(context: Context, result: Result): Result {
  const domain = getDomain(context);
  return JSON.parse(
    JSON.stringify(result)
      .replaceAll(domain, DOMAIN)
      .replaceAll(domain.toUpperCase(), DOMAIN.toUpperCase()),
  );
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
