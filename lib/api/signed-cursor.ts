import { createHmac, timingSafeEqual } from "node:crypto";
import type { RequestContext } from "@/lib/api/request-context";
import type { DeclaredRoute } from "@/lib/api/route-declaration";
import { getEnvironment, requireAuthSecret } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
import { Download } from "@/lib/http/download";

const MARK_LENGTH = 22;

/** These choose a part of the list, not the list. */
const pageParameters: readonly string[] = ["after", "cursor", "limit", "page", "per_page"];

/** One list of one organization: the operation, the path, and every filter and order. */
export type ListIdentity = {
  readonly operationId: string;
  readonly organizationId: number;
  readonly filters: string;
};

type ListInput = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/** The list that a request reads; null for a route without a cursor. */
export function findList(
  { operationId, query }: DeclaredRoute,
  context: RequestContext,
  input: ListInput,
): ListIdentity | null {
  if (query?.shape.cursor === undefined || !("organizationId" in context)) return null;
  const filters = Object.entries(Object(input.query)).filter(
    ([name, value]) => value !== undefined && !pageParameters.includes(name),
  );
  return {
    operationId,
    organizationId: context.organizationId,
    filters: toCanonicalText([input.params, Object.fromEntries(filters), input.body ?? null]),
  };
}

/** The cursor of a position in this list. Only this installation can make it, and only this list accepts it. */
export function signCursor(list: ListIdentity, position: string): string {
  return `${position}.${createMark(list, position)}`;
}

/**
 * The position in this list that a cursor contains.
 * @throws AppError `invalid_request` for a cursor that this list did not return.
 */
export function verifyCursor(list: ListIdentity, cursor: string): string {
  const end = cursor.lastIndexOf(".");
  const position = cursor.slice(0, Math.max(end, 0));
  const mark = Buffer.from(cursor.slice(end + 1));
  const expected = Buffer.from(createMark(list, position));
  if (mark.length !== expected.length || !timingSafeEqual(mark, expected)) {
    throw createForeignCursorError();
  }
  return position;
}

/** The query with the position in the place of the cursor, as services read it. */
export function verifyListQuery<Query>(list: ListIdentity | null, query: Query): Query {
  const cursor: unknown = Object(query).cursor;
  if (list === null || typeof cursor !== "string") return query;
  return { ...query, cursor: verifyCursor(list, cursor) };
}

/** The response with the cursor in the place of the position, as clients read it. */
export function signNextCursor<Data>(list: ListIdentity | null, data: Data): Data {
  if (list !== null && data instanceof Download && data.resumePosition !== null) {
    data.resumeCursor = signCursor(list, data.resumePosition);
  }
  const position: unknown = Object(data).next_cursor;
  if (list === null || typeof position !== "string") return data;
  return { ...data, next_cursor: signCursor(list, position) };
}

function createMark({ operationId, organizationId, filters }: ListIdentity, position: string) {
  return createHmac("sha256", requireAuthSecret(getEnvironment()))
    .update(["list cursor", operationId, organizationId, filters, position].join("\n"))
    .digest("base64url")
    .slice(0, MARK_LENGTH);
}

/** JSON without a difference by the order of keys. */
function toCanonicalText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return String(each);
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(
      Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  });
}

function createForeignCursorError(): AppError {
  return new AppError(
    "invalid_request",
    "This cursor does not belong to this list. Send the same filters and order as in the request that returned it, or start again without a cursor.",
    {
      invalidParams: [
        {
          name: "cursor",
          code: "invalid_cursor",
          reason:
            "must be the next_cursor of an earlier response to this operation with the same filters and order",
        },
      ],
    },
  );
}
