import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { LetterPage } from "@/components/letter/letter-page";
import { parseId, readerOf } from "@/components/shared/search-parameters";
import { Notice } from "@/components/ui/notice";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import { AppError } from "@/lib/errors";
import { personName } from "@/lib/i18n/person-name";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { getLetter } from "@/lib/performance/letter/get-letter";
import { type LetterQuery, letterQuery } from "@/lib/performance/letter/schemas";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("letter.title") };
}

export default async function LetterRoute({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const context = await requireSessionContext();
  const translate = await getTranslate();
  const read = readerOf(await searchParams);
  const userId = parseId(read("member") ?? "") ?? context.actor.userId;
  const range = letterQuery.safeParse({
    from: read("from") ?? undefined,
    to: read("to") ?? undefined,
  });
  const asked = range.success ? await load(context, userId, range.data) : "invalid";
  const letter = asked === "invalid" ? await load(context, userId, {}) : asked;
  if (letter === null || letter === "invalid") {
    return <NotAllowed reason="notAllowed.member" />;
  }
  return (
    <>
      {asked === "invalid" ? (
        <div className="mb-4">
          <Notice action={null}>{translate("letter.invalid")}</Notice>
        </div>
      ) : null}
      <LetterPage letter={letter} name={personName(translate, letter)} />
    </>
  );
}

/** Null: the reader may not see the member; `invalid`: no letter has this range. */
async function load(context: SessionContext, userId: MemberId, range: LetterQuery) {
  try {
    return await loadOrForbidden(() => getLetter(context, { userId, ...range }));
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_request") return "invalid" as const;
    throw error;
  }
}
