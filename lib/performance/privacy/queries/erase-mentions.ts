import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import { listTexts, type Mentions } from "@/lib/performance/domain/privacy/mentions";
import type { MemberId } from "@/lib/performance/domain/units/ids";

type PersonKey = { readonly organizationId: number; readonly userId: MemberId };

const PAGE = 2000;

type StagedRowKey = { readonly import_id: number; readonly row_number: number };

/** Deletes staged rows of a person, of their work, and rows that mention them. */
export async function removeStagedRows(
  transaction: Transaction,
  person: PersonKey,
  mentions: Mentions,
): Promise<void> {
  let after: StagedRowKey = { import_id: 0, row_number: 0 };
  for (;;) {
    const rows = await listStagedRows(transaction, person, after);
    const removed = rows.filter(
      ({ is_theirs, assignee, content, before, reason }) =>
        is_theirs ||
        [assignee ?? "", reason ?? "", ...listTexts(content), ...listTexts(before)].some(
          mentions.isIn,
        ),
    );
    await execute(
      transaction,
      kysely
        .deleteFrom("import_rows as staged")
        .using(
          unnestRows("removed", {
            import_id: ["int4", removed.map((row) => row.import_id)],
            row_number: ["int4", removed.map((row) => row.row_number)],
          }),
        )
        .where("staged.organization_id", "=", person.organizationId)
        .whereRef("staged.import_id", "=", "removed.import_id")
        .whereRef("staged.row_number", "=", "removed.row_number"),
    );
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}

/** An unreadable row has its `external_id` in the given content, or in a line that is not JSON. */
function listStagedRows(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
  after: StagedRowKey,
) {
  return selectRows(
    transaction,
    kysely
      .selectFrom("import_rows as staged")
      .select((eb) => {
        const given = sql`${eb.ref("staged.content")} -> 'given'`;
        const givenId = sql<string>`btrim(${given} ->> 'external_id')`;
        const line = sql<string>`(${given} ->> 'row')`;
        const work = eb
          .selectFrom("assignments as work")
          .select("work.id")
          .where("work.organization_id", "=", organizationId)
          .where("work.user_id", "=", userId);
        const isOfTheirWork = eb.exists(
          work.where((one) =>
            one("work.external_id", "in", [one.ref("staged.external_id"), givenId]),
          ),
        );
        const namesTheirWork = eb.exists(
          work.where(
            (one) =>
              sql<boolean>`position(to_json(${one.ref("work.external_id")})::text in ${line}) > 0`,
          ),
        );
        return [
          ...(["staged.import_id", "staged.row_number", "staged.assignee"] as const),
          ...(["staged.content", "staged.before", "staged.reason"] as const),
          eb
            .or([
              eb.fn.coalesce(eb("staged.user_id", "=", userId), eb.lit(false)),
              eb.fn.coalesce(
                sql<boolean>`(${eb.ref("staged.before")} ->> 'userId')::int4 = ${userId}`,
                eb.lit(false),
              ),
              isOfTheirWork,
              eb.and([eb(line, "is not", null), namesTheirWork]),
            ])
            .as("is_theirs"),
        ];
      })
      .where("staged.organization_id", "=", organizationId)
      .where((eb) =>
        eb(
          eb.refTuple("staged.import_id", "staged.row_number"),
          ">",
          eb.tuple(after.import_id, after.row_number),
        ),
      )
      .orderBy("staged.import_id")
      .orderBy("staged.row_number")
      .limit(PAGE),
  );
}

/** Empties texts of imports that mention a person, and deletes those of their people who are the person. */
export async function eraseFromImports(
  transaction: Transaction,
  { organizationId }: PersonKey,
  mentions: Mentions,
): Promise<void> {
  const isIn = (...values: readonly unknown[]) =>
    values.flatMap((value) => listTexts(value)).some(mentions.isIn);
  const people = await selectRows(
    transaction,
    kysely
      .selectFrom("import_people")
      .select(["import_id", "name", "shown", "reason", "username"])
      .where("organization_id", "=", organizationId),
  );
  const erased = people.filter(({ import_id: _, ...texts }) => isIn(texts));
  await execute(
    transaction,
    kysely
      .deleteFrom("import_people as person")
      .using(
        unnestRows("erased", {
          import_id: ["int4", erased.map((row) => row.import_id)],
          name: ["text", erased.map(({ name }) => name)],
        }),
      )
      .where("person.organization_id", "=", organizationId)
      .whereRef("person.import_id", "=", "erased.import_id")
      .whereRef("person.name", "=", "erased.name"),
  );
  const imports = await selectRows(
    transaction,
    kysely
      .selectFrom("imports")
      .select(["id", "file_name", "settings", "recognized", "problem"])
      .where("organization_id", "=", organizationId)
      .where((eb) => eb.or([eb("recognized", "is not", null), eb("file_name", "is not", null)])),
  );
  const mentioned = imports.filter(({ id: _, ...texts }) => isIn(texts));
  await execute(
    transaction,
    kysely
      .updateTable("imports")
      .set({ file_name: null, settings: "{}", recognized: null, problem: null })
      .where("organization_id", "=", organizationId)
      .where((eb) => eb("id", "=", anyOf(mentioned.map(({ id }) => id)))),
  );
}

/** Replaces the mentions of a person in the texts of other members' contests. */
export async function replaceInContests(
  transaction: Transaction,
  { organizationId }: PersonKey,
  mentions: Mentions,
  replacement: string,
): Promise<void> {
  const replaced = (text: string | null) =>
    text !== null && mentions.isIn(text)
      ? [...mentions.replaceIn(text, replacement)].slice(0, MAX_REASON_LENGTH).join("")
      : text;
  let after = 0n;
  for (;;) {
    const contests = await selectRows(
      transaction,
      kysely
        .selectFrom("contests")
        .select(["id", "reason", "decision_reason"])
        .where("organization_id", "=", organizationId)
        .where("texts_erased_at", "is", null)
        .where("id", ">", after)
        .orderBy("id")
        .limit(PAGE),
    );
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
