import { z } from "zod";
import { InputProblems } from "@/lib/api/parse-input";
import type { DeclaredRoute } from "@/lib/api/route-declaration";
import type { NoFields } from "@/lib/http/define-read";

type RawInput = {
  readonly params: unknown;
  readonly search: URLSearchParams;
  readonly readBody: () => Promise<unknown>;
};

const none: NoFields = z.object({});

/**
 * Path, query and body as the declaration's schemas read them.
 * @throws AppError `invalid_request` with the problems of all three; as `readJsonBody` for a body that cannot be read.
 */
export async function readInput(declaration: DeclaredRoute, raw: RawInput) {
  const problems = new InputProblems();
  const params = problems.parse(declaration.params ?? none, raw.params, "path");
  const search = problems.readQuery(raw.search);
  const query = problems.parse((declaration.query ?? none).strict(), search, "query");
  const body = await readBody(declaration, raw, problems);
  problems.throwIfAny();
  return { params: params?.data, query: query?.data, body };
}

async function readBody(
  { body: schema }: DeclaredRoute,
  { readBody: read }: RawInput,
  problems: InputProblems,
): Promise<unknown> {
  if (schema === undefined) return undefined;
  const content = await problems.readBody(read);
  return content === null ? undefined : problems.parse(schema, content.body)?.data;
}
