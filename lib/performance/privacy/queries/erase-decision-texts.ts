import "server-only";
import type { Transaction } from "@/lib/db/client";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import type { Mentions } from "@/lib/performance/domain/privacy/mentions";
import type { MemberId } from "@/lib/performance/domain/units/ids";

type PersonKey = { readonly organizationId: number; readonly userId: MemberId };

const PAGE = 2000;

/** Erases the texts of decisions about a person. The kind of each decision and the person who decided stay. */
export async function eraseDecisionTexts(
  transaction: Transaction,
  { organizationId, userId }: PersonKey,
  now: Date,
): Promise<void> {
  await transaction.decision.updateMany({
    where: { organizationId, userId, textsErasedAt: null },
    data: { grounds: null, contestReason: null, reply: null, textsErasedAt: now },
  });
}

/** Replaces the mentions of a person in the texts of decisions about other members. */
export async function replaceInDecisions(
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
    const decisions = await transaction.decision.findMany({
      where: { organizationId, textsErasedAt: null, id: { gt: after } },
      orderBy: { id: "asc" },
      take: PAGE,
      select: { id: true, grounds: true, contestReason: true, reply: true },
    });
    for (const { id, ...texts } of decisions) {
      const written = {
        grounds: replaced(texts.grounds),
        contestReason: replaced(texts.contestReason),
        reply: replaced(texts.reply),
      };
      if (JSON.stringify(written) === JSON.stringify(texts)) continue;
      await transaction.decision.updateMany({ where: { organizationId, id }, data: written });
    }
    const last = decisions.at(-1);
    if (last === undefined || decisions.length < PAGE) return;
    after = last.id;
  }
}
