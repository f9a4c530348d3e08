import { Ajv2020 } from "ajv/dist/2020.js";
import { describeApi } from "@/app/api/openapi.json/document";
import { once } from "@/lib/once";
import { listOperations } from "./document-parts";

const ROOT = "document";

/** Validators of the document: one for each named schema, compiled when a response first has it. */
const readDocument = once(async () => {
  const document = await describeApi();
  const ajv = new Ajv2020({
    ...{ strict: false, validateFormats: false, validateSchema: false },
    ...{ inlineRefs: false, code: { optimize: false } },
  });
  ajv.addSchema({ ...document, $id: ROOT });
  const operations = new Map(
    listOperations(document).map((operation) => [operation.operationId, operation]),
  );
  return { ajv, operations, responses: Object(document.components).responses };
});

/** All problems are made in one place: the first body of each operation and status shows the others. */
const checkedProblems = new Set<string>();

/**
 * Compares a response with the description of its operation: status, content type and body.
 * @throws Error where the document does not allow it.
 */
export async function requireDocumented(operationId: string, response: Response): Promise<void> {
  const { ajv, operations, responses } = await readDocument();
  const operation = operations.get(operationId);
  const described = operation?.responses[response.status];
  const place = `${operationId} ${response.status}`;
  if (described === undefined) throw new Error(`${place} is not in the document.`);
  const [, name] = /responses\/(\w+)$/.exec(String(Object(described).$ref)) ?? [];
  const { content = {} } = name === undefined ? described : responses[name];
  const [type = ""] = (response.headers.get("content-type") ?? "").split(";");
  const body = content[type] ?? content[`${type}; charset=utf-8`];
  if (Object.keys(content).length === 0) return;
  if (body === undefined) throw new Error(`${place} has ${type}, which is not in the document.`);
  if (!/json$/.test(type) || type.includes("ndjson")) return;
  if (type === "application/problem+json" && checkedProblems.has(place)) return;
  checkedProblems.add(place);
  const isValid = ajv.getSchema(`${ROOT}${body.schema.$ref}`);
  if (isValid?.(await response.clone().json()) === true) return;
  throw new Error(`${place} is not as documented: ${ajv.errorsText(isValid?.errors)}`);
}
