import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../docs");
const apiFiles = readdirSync(join(folder, "api")).sort();

/** The reference with the index of the endpoints. */
export const index = readFileSync(join(folder, "PERFORMANCE_SERVICE.md"), "utf8");

/** The reference and the pages of its endpoints, as one text. */
export const page = [
  index,
  ...apiFiles.map((file) => readFileSync(join(folder, "api", file), "utf8")),
].join("\n");

export type Block = { readonly language: string; readonly text: string };

/** Every fenced example of the reference, in order. */
export function listBlocks(): readonly Block[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}

export type HttpExample = {
  readonly method: string;
  readonly url: string;
  /** Whether the request carries the session's cookie. */
  readonly isFromBrowser: boolean;
  readonly body: unknown;
  /** Undefined if the page shows no response. */
  readonly response: unknown;
};

export function listHttpExamples(blocks: readonly Block[]): readonly HttpExample[] {
  return blocks.flatMap(({ language, text }, index) => {
    if (language !== "http") return [];
    const [head = "", body] = text.split("\n\n");
    const [method = "", url = ""] = (head.split("\n")[0] ?? "").split(" ");
    const next = blocks[index + 1];
    return {
      method,
      url,
      isFromBrowser: head.includes("\nCookie: "),
      body: body === undefined ? undefined : JSON.parse(body),
      response: next?.language === "json" ? JSON.parse(next.text) : undefined,
    };
  });
}

/** Lists the keys that only one response has, and the values of different types. */
export function listDifferences(
  documented: unknown,
  actual: unknown,
  path = "response",
): readonly string[] {
  if (documented === null || actual === null) return [];
  if (getType(documented) !== getType(actual)) {
    return [`${path}: documented as ${getType(documented)}, is ${getType(actual)}`];
  }
  if (Array.isArray(documented) && Array.isArray(actual)) {
    const [first] = documented;
    return first === undefined || actual.length === 0
      ? []
      : listDifferences(first, actual[0], `${path}[]`);
  }
  if (typeof documented !== "object" || typeof actual !== "object") return [];
  const keys = new Set([...Object.keys(documented), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => {
    if (!(key in documented)) return [`${path}.${key} is not documented`];
    if (!(key in actual)) return [`${path}.${key} is documented only`];
    return listDifferences(
      Reflect.get(documented, key),
      Reflect.get(actual, key),
      `${path}.${key}`,
    );
  });
}

function getType(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}
