import "server-only";
import type { Transaction } from "@/lib/db/client";
import { listTexts, type Mentions } from "@/lib/performance/domain/privacy/mentions";

type PersonKey = { readonly organizationId: number; readonly userId: number };

const PAGE = 2000;
/** Of a reason in `contests`, in characters. */
const LONGEST_REASON = 2000;

type StagedRow = {
  import_id: number;
  row_number: number;
  is_theirs: boolean;
  assignee: string | null;
  content: unknown;
  reason: string | null;
};

/** Rows of imports that are theirs, that bring their work, or that name them anywhere. */
export async function removeStagedRows(
  transaction: Transaction,
  person: PersonKey,
  mentions: Mentions,
): Promise<void> {
  let after: Pick<StagedRow, "import_id" | "row_number"> = { import_id: 0, row_number: 0 };
  for (;;) {
    const rows = await listStagedRows(transaction, person, after);
    const removed = rows.filter(
      ({ is_theirs, assignee, content, reason }) =>
        is_theirs || [assignee ?? "", reason ?? "", ...listTexts(content)].some(mentions.isIn),
    );
    await transaction.$executeRaw`
      DELETE FROM import_rows AS staged
      USING unnest(${removed.map((row) => row.import_id)}::int[],
        ${removed.map((row) => row.row_number)}::int[]) AS removed (import_id, row_number)
      WHERE staged.organization_id = ${person.organizationId}
        AND staged.import_id = removed.import_id AND staged.row_number = removed.row_number`;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}

/** A row that could not be read has the key of its work in what was given, or somewhere in a line that is no JSON. */
async function listStagedRows(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
  after: Pick<StagedRow, "import_id" | "row_number">,
): Promise<readonly StagedRow[]> {
  return transaction.$queryRaw<StagedRow[]>`
    SELECT import_id, row_number, assignee, content, reason,
      coalesce(user_id = ${userId}, false) OR EXISTS (
        SELECT 1 FROM assignments AS work
        WHERE work.organization_id = ${organizationId} AND work.user_id = ${userId}
          AND work.external_id IN (staged.external_id, btrim(content -> 'given' ->> 'external_id'))
      ) OR (content -> 'given' ->> 'row' IS NOT NULL AND EXISTS (
        SELECT 1 FROM assignments AS work
        WHERE work.organization_id = ${organizationId} AND work.user_id = ${userId}
          AND position(to_json(work.external_id)::text IN content -> 'given' ->> 'row') > 0
      )) AS is_theirs
    FROM import_rows AS staged
    WHERE organization_id = ${organizationId}
      AND (import_id, row_number) > (${after.import_id}, ${after.row_number})
    ORDER BY import_id, row_number LIMIT ${PAGE}`;
}

type ContestTexts = { id: bigint; reason: string | null; decision_reason: string | null };

/** Puts another name where others name a person in what they wrote about contests of their own. */
export async function replaceInContests(
  transaction: Transaction,
  { organizationId }: PersonKey,
  mentions: Mentions,
  replacement: string,
): Promise<void> {
  const replaced = (text: string | null) =>
    text !== null && mentions.isIn(text)
      ? [...mentions.replaceIn(text, replacement)].slice(0, LONGEST_REASON).join("")
      : text;
  let after = 0n;
  for (;;) {
    const contests = await transaction.$queryRaw<ContestTexts[]>`
      SELECT id, reason, decision_reason FROM contests
      WHERE organization_id = ${organizationId} AND texts_erased_at IS NULL AND id > ${after}
      ORDER BY id LIMIT ${PAGE}`;
    for (const { id, reason, decision_reason } of contests) {
      const texts = { reason: replaced(reason), decisionReason: replaced(decision_reason) };
      if (texts.reason === reason && texts.decisionReason === decision_reason) continue;
      await transaction.contest.updateMany({ where: { organizationId, id }, data: texts });
    }
    const last = contests.at(-1);
    if (last === undefined || contests.length < PAGE) return;
    after = last.id;
  }
}
