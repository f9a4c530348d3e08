import type { FieldDescription, OperationDescription, OperationHead } from "./operation";

/** What an operation says beside its name: the names of its fields, and all descriptions; both in lower case. */
export type SearchText = { readonly names: readonly string[]; readonly text: string };

export type FoundOperations = {
  /** Operations whose name, path or summary has all words. */
  readonly byName: readonly OperationHead[];
  /** Others whose fields or descriptions have the words that their name has not, each with the fields that match. */
  readonly byText: readonly {
    readonly operation: OperationHead;
    readonly fields: readonly string[];
  }[];
};

const MOST_FIELDS = 3;

/** The texts that a search reads, by the id of the operation. */
export function readSearchTexts(
  operations: readonly OperationDescription[],
): ReadonlyMap<string, SearchText> {
  return new Map(operations.map((operation) => [operation.id, readSearchText(operation)]));
}

function readSearchText(operation: OperationDescription): SearchText {
  const { parameters, request, responses, problems, access, group, scopes } = operation;
  const contents = responses.flatMap((response) => response.contents);
  const fields = [
    ...parameters,
    ...(request === null ? [] : [request.value]),
    ...contents.map(({ value }) => value),
  ].flatMap(listFields);
  const names = fields.map(({ name }) => name.toLowerCase()).filter((name) => name !== "");
  const texts = [
    ...[access, group, ...scopes],
    ...fields.flatMap(({ description, choices }) => [description ?? "", ...choices]),
    ...responses.map(({ description }) => description),
    ...problems.flatMap(({ codes }) => codes),
  ];
  return { names: [...new Set(names)], text: [...new Set(texts)].join("\n").toLowerCase() };
}

/** A field and the fields in it. */
function listFields(field: FieldDescription): readonly FieldDescription[] {
  return [field, ...field.fields.flatMap(listFields)];
}

/**
 * The operations that have every word of a search.
 * @param texts null: only names are searched.
 */
export function searchOperations(
  operations: readonly OperationHead[],
  texts: ReadonlyMap<string, SearchText> | null,
  search: string,
): FoundOperations {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const byName: OperationHead[] = [];
  const byText: FoundOperations["byText"][number][] = [];
  for (const operation of operations) {
    const { id, method, path, summary } = operation;
    const head = `${id} ${method} ${path} ${summary}`.toLowerCase();
    const missing = words.filter((word) => !head.includes(word));
    const found = texts?.get(id);
    if (missing.length === 0) byName.push(operation);
    else if (found !== undefined && missing.every((word) => hasWord(found, word))) {
      const fields = found.names.filter((name) => missing.some((word) => name.includes(word)));
      byText.push({ operation, fields: fields.slice(0, MOST_FIELDS) });
    }
  }
  return { byName, byText };
}

function hasWord({ names, text }: SearchText, word: string): boolean {
  return text.includes(word) || names.some((name) => name.includes(word));
}
