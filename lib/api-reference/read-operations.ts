import { asJson, asList, type Json, SchemaReader, textOf } from "./json-schema";
import type {
  AnswerShown,
  ContentShown,
  OperationHead,
  OperationShown,
  ParameterShown,
  ProblemShown,
} from "./operation";

/** What most look for comes first, what only machines ask for last. */
const first = ["user", "team", "analytics", "statistics", "logs", "snapshots", "assignments"];
const last = ["setup", "health", "ready", "metrics", "openapi.json"];

/** Every operation of an OpenAPI document, by group. */
export function readOperations(document: Json): readonly OperationShown[] {
  const reader = new DocumentReader(document);
  return Object.entries(asJson(document.paths))
    .flatMap(([path, methods]) =>
      Object.entries(asJson(methods)).map(([method, operation]) =>
        reader.read(method.toUpperCase(), path, asJson(operation)),
      ),
    )
    .map((operation, index) => ({ operation, index }))
    .toSorted(
      (one, other) =>
        placeOf(one.operation.group) - placeOf(other.operation.group) ||
        compare(one.operation.group, other.operation.group) ||
        compare(one.operation.path, other.operation.path) ||
        one.index - other.index,
    )
    .map(({ operation }) => operation);
}

/** By characters: an address comes before those below it. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function placeOf(group: string): number {
  if (first.includes(group)) return first.indexOf(group);
  return last.includes(group) ? 1000 + last.indexOf(group) : 100;
}

export function headOf({ id, method, path, group, summary }: OperationShown): OperationHead {
  return { id, method, path, group, summary };
}

class DocumentReader {
  readonly #components: Json;
  readonly #schemas: SchemaReader;

  constructor(document: Json) {
    this.#components = asJson(document.components);
    this.#schemas = new SchemaReader(asJson(this.#components.schemas));
  }

  read(method: string, path: string, operation: Json): OperationShown {
    const responses = Object.entries(asJson(operation.responses));
    const isProblem = ([status]: [string, unknown]) => Number(status) >= 400;
    return {
      id: textOf(operation.operationId) ?? `${method} ${path}`,
      method,
      path,
      group: textOf(asList(operation.tags)[0]) ?? "",
      summary: textOf(operation.summary) ?? path,
      access: textOf(operation.description) ?? "",
      ...securityOf(operation),
      parameters: asList(operation.parameters).map((each) => this.#parameter(asJson(each))),
      request: this.#request(asJson(operation.requestBody)),
      answers: responses
        .filter((each) => !isProblem(each))
        .map(([status, answer]) => this.#answer(status, asJson(answer))),
      problems: responses
        .filter(isProblem)
        .map(([status, answer]) => this.#problem(status, asJson(answer))),
    };
  }

  #parameter(parameter: Json): ParameterShown {
    const named = {
      name: textOf(parameter.name) ?? "",
      isRequired: parameter.required === true,
    };
    const field = this.#schemas.read(asJson(parameter.schema), named);
    return {
      ...field,
      description: textOf(parameter.description) ?? field.description,
      place: parameter.in === "path" ? "path" : "query",
    };
  }

  #request(body: Json): OperationShown["request"] {
    const [content] = this.#contents(body);
    return content === undefined ? null : { ...content, isRequired: body.required === true };
  }

  #answer(status: string, answer: Json): AnswerShown {
    return {
      status,
      description: textOf(answer.description) ?? "",
      contents: this.#contents(answer),
    };
  }

  #contents({ content }: Json): readonly ContentShown[] {
    return Object.entries(asJson(content)).map(([mediaType, given]) => {
      const { schema, example } = asJson(given);
      return {
        mediaType,
        value: this.#schemas.read(asJson(schema), { name: "", isRequired: true }),
        example: example === undefined ? null : JSON.stringify(example, null, 2),
      };
    });
  }

  #problem(status: string, given: Json): ProblemShown {
    const name = textOf(given.$ref)?.split("/").at(-1);
    const problem = name === undefined ? given : asJson(asJson(this.#components.responses)[name]);
    const [content] = Object.values(asJson(problem.content)).map(asJson);
    return {
      status,
      description: textOf(problem.description) ?? "",
      codes: Object.keys(asJson(content?.examples)),
    };
  }
}

/** Any one of the entries is enough; none at all: no credential is asked for. */
function securityOf({ security }: Json): Pick<OperationShown, "scopes" | "credential"> {
  const entries = asList(security).map(asJson);
  const scopes = entries.flatMap(({ token }) => asList(token).map(String));
  const takesTokens = entries.some(({ token }) => token !== undefined);
  if (entries.length === 0) return { scopes, credential: "none" };
  return { scopes, credential: takesTokens ? "session or token" : "session" };
}
