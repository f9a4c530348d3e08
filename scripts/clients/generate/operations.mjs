/** Lists that have more than one array, and the one with their entries. */
const entriesOf = { getTeam: "all_members", listProposals: "proposals", previewPolicy: "members" };

const getName = (schema) => schema?.$ref?.split("/").at(-1);

/** The operations of a document as clients need them, by subject. */
export function listClientOperations(document) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const response = findResponse(operation);
      return {
        id: operation.operationId,
        subject: operation.tags[0],
        method: method.toUpperCase(),
        path,
        summary: operation.summary,
        // The clients themselves send headers.
        parameters: operation.parameters.filter((one) => one.in !== "header"),
        body: findBody(operation),
        response,
        creates: operation.parameters.some(({ name }) => name === "Idempotency-Key"),
        hasVersion: operation.parameters.some(({ name }) => name === "If-Match"),
        entries: findEntries(document, operation, response),
      };
    }),
  );
}

/** Null without a body; a name of a schema, or a file. */
function findBody({ requestBody }) {
  if (requestBody === undefined) return null;
  const json = requestBody.content["application/json"];
  return json === undefined
    ? { kind: "file", types: Object.keys(requestBody.content) }
    : { kind: "json", name: getName(json.schema), isRequired: requestBody.required };
}

function findResponse({ responses }) {
  const contents = Object.entries(responses)
    .filter(([status]) => Number(status) < 300)
    .map(([, { content }]) => content)
    .filter((content) => content !== undefined);
  const isFile = contents.some((content) =>
    Object.keys(content).some((type) => type !== "application/json"),
  );
  const names = contents.map((content) => getName(content["application/json"]?.schema));
  return isFile ? { kind: "file" } : { kind: "json", names: [...new Set(names)] };
}

/** The property with the entries of a list that is read in pages, and their schema; null for other operations. */
function findEntries(document, { operationId, parameters, responses }, response) {
  if (!parameters.some(({ name }) => name === "cursor") || response.kind === "file") return null;
  const schema = document.components.schemas[response.names[0]];
  const arrays = Object.entries(schema.properties).flatMap(([name, property]) => {
    const array = property.items ? property : property.anyOf?.find(({ items }) => items);
    const item = getName(array?.items);
    return item === undefined ? [] : [{ name, item }];
  });
  const chosen = arrays.find(({ name }) => name === entriesOf[operationId]) ?? arrays[0];
  return chosen === undefined || responses[200] === undefined ? null : chosen;
}

export const toCamelCase = (text) =>
  text.replace(/[-_]([a-z0-9])/g, (_, letter) => letter.toUpperCase());
export const toSnakeCase = (text) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();

/** As `iterateMembers` for `listMembers` or `getMembers`. */
export const toIteratorName = (id) => `iterate${id.replace(/^(list|get|preview)/, "")}`;
