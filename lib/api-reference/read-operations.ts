import { getText, type Json, SchemaReader, toJson, toList } from "./json-schema";
import type {
  ContentDescription,
  OperationDescription,
  OperationHead,
  ParameterDescription,
  ProblemDescription,
  ResponseDescription,
} from "./operation";

const places = ["path", "query", "header"] as const;

/** Every operation of an OpenAPI document, by group in the order of the document's tags. */
export function readOperations(document: Json): readonly OperationDescription[] {
  const reader = new DocumentReader(document);
  const groups = toList(document.tags).map((tag) => getText(toJson(tag).name));
  return Object.entries(toJson(document.paths))
    .flatMap(([path, methods]) =>
      Object.entries(toJson(methods)).map(([method, operation]) =>
        reader.read(method.toUpperCase(), path, toJson(operation)),
      ),
    )
    .map((operation, index) => ({ operation, index }))
    .toSorted(
      (one, other) =>
        groups.indexOf(one.operation.group) - groups.indexOf(other.operation.group) ||
        compare(one.operation.path, other.operation.path) ||
        one.index - other.index,
    )
    .map(({ operation }) => operation);
}

/** By characters: a path comes before the paths below it. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function toHead({ id, method, path, group, summary }: OperationDescription): OperationHead {
  return { id, method, path, group, summary };
}

class DocumentReader {
  readonly #components: Json;
  readonly #schemas: SchemaReader;

  constructor(document: Json) {
    this.#components = toJson(document.components);
    this.#schemas = new SchemaReader(toJson(this.#components.schemas));
  }

  read(method: string, path: string, operation: Json): OperationDescription {
    const responses = Object.entries(toJson(operation.responses));
    const isProblem = ([status]: [string, unknown]) => Number(status) >= 400;
    return {
      id: getText(operation.operationId) ?? `${method} ${path}`,
      method,
      path,
      group: getText(toList(operation.tags)[0]) ?? "",
      summary: getText(operation.summary) ?? path,
      access: getText(operation.description) ?? "",
      ...getSecurity(operation),
      parameters: toList(operation.parameters).map((each) => this.#parameter(toJson(each))),
      request: this.#request(toJson(operation.requestBody)),
      responses: responses
        .filter((each) => !isProblem(each))
        .map(([status, response]) => this.#response(status, toJson(response))),
      problems: responses
        .filter(isProblem)
        .map(([status, response]) => this.#problem(status, toJson(response))),
    };
  }

  #parameter(parameter: Json): ParameterDescription {
    const named = {
      name: getText(parameter.name) ?? "",
      isRequired: parameter.required === true,
    };
    const field = this.#schemas.read(toJson(parameter.schema), named);
    return {
      ...field,
      description: getText(parameter.description) ?? field.description,
      place: places.find((place) => place === parameter.in) ?? "query",
    };
  }

  #request(body: Json): OperationDescription["request"] {
    // The fields of a form are those of JSON: a file has none.
    const content = this.#contents(body).find(({ mediaType }) => mediaType === "application/json");
    return content === undefined ? null : { ...content, isRequired: body.required === true };
  }

  #response(status: string, response: Json): ResponseDescription {
    return {
      status,
      description: getText(response.description) ?? "",
      contents: this.#contents(response),
    };
  }

  #contents({ content }: Json): readonly ContentDescription[] {
    return Object.entries(toJson(content)).map(([mediaType, given]) => {
      const { schema, example } = toJson(given);
      return {
        mediaType,
        value: this.#schemas.read(toJson(schema), { name: "", isRequired: true }),
        example: example === undefined ? null : JSON.stringify(example, null, 2),
      };
    });
  }

  #problem(status: string, given: Json): ProblemDescription {
    const name = getText(given.$ref)?.split("/").at(-1);
    const problem = name === undefined ? given : toJson(toJson(this.#components.responses)[name]);
    const [content] = Object.values(toJson(problem.content)).map(toJson);
    return {
      status,
      description: getText(problem.description) ?? "",
      codes: Object.keys(toJson(content?.examples)),
    };
  }
}

/** Each entry is an alternative. Without entries no credential is needed. */
function getSecurity({ security }: Json): Pick<OperationDescription, "scopes" | "credential"> {
  const entries = toList(security).map(toJson);
  const scopes = entries.flatMap(({ token }) => toList(token).map(String));
  const takesTokens = entries.some(({ token }) => token !== undefined);
  if (entries.length === 0) return { scopes, credential: "none" };
  return { scopes, credential: takesTokens ? "session or token" : "session" };
}
