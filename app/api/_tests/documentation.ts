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
  readonly address: string;
  /** That it is a browser's, with the session's cookie. */
  readonly isBrowsers: boolean;
  readonly body: unknown;
  /** Undefined: the page shows no answer. */
  readonly answer: unknown;
};

export function listHttpExamples(blocks: readonly Block[]): readonly HttpExample[] {
  return blocks.flatMap(({ language, text }, index) => {
    if (language !== "http") return [];
    const [head = "", sent] = text.split("\n\n");
    const [method = "", address = ""] = (head.split("\n")[0] ?? "").split(" ");
    const next = blocks[index + 1];
    return {
      method,
      address,
      isBrowsers: head.includes("\nCookie: "),
      body: sent === undefined ? undefined : JSON.parse(sent),
      answer: next?.language === "json" ? JSON.parse(next.text) : undefined,
    };
  });
}

/** Where two answers are not of the same shape: a key that only one has, or a value of another kind. */
export function listDifferences(
  shown: unknown,
  given: unknown,
  path = "answer",
): readonly string[] {
  if (shown === null || given === null) return [];
  if (kindOf(shown) !== kindOf(given)) {
    return [`${path}: ${kindOf(shown)} is shown, ${kindOf(given)} is given`];
  }
  if (Array.isArray(shown) && Array.isArray(given)) {
    const [one] = shown;
    return one === undefined || given.length === 0
      ? []
      : listDifferences(one, given[0], `${path}[]`);
  }
  if (typeof shown !== "object" || typeof given !== "object") return [];
  const keys = new Set([...Object.keys(shown), ...Object.keys(given)]);
  return [...keys].flatMap((key) => {
    if (!(key in shown)) return [`${path}.${key} is not shown`];
    if (!(key in given)) return [`${path}.${key} is not given`];
    return listDifferences(Reflect.get(shown, key), Reflect.get(given, key), `${path}.${key}`);
  });
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}
