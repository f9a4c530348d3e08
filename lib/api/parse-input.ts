import type { z } from "zod";
import { AppError, type InvalidParam } from "@/lib/errors";
import { parseParams } from "@/lib/invalid-params";

/** Whatever each part of a request has wrong, together. */
export class InputProblems {
  readonly #invalid: InvalidParam[] = [];

  /** The parsed value; null, and noted, for one that the schema rejects. */
  parse<Schema extends z.ZodType>(schema: Schema, value: unknown, whole?: string) {
    const parsed = parseParams(schema, value, whole);
    if ("data" in parsed) return parsed;
    this.#invalid.push(...parsed.invalid);
    return null;
  }

  /** The query as one value for each name. A repeated name is noted. */
  readQuery(search: URLSearchParams): Record<string, string> {
    const query: Record<string, string> = Object.create(null);
    const repeated = new Set<string>();
    for (const [name, value] of search) {
      if (name in query) repeated.add(name);
      query[name] = value;
    }
    for (const name of repeated) {
      this.#invalid.push({ name, code: "repeated", reason: "must be given once" });
    }
    return query;
  }

  /**
   * Reads the body. An invalid one is noted.
   * @throws AppError for a body that cannot be read, where nothing else is wrong.
   */
  async readBody(read: () => Promise<unknown>): Promise<{ readonly body: unknown } | null> {
    try {
      return { body: await read() };
    } catch (error) {
      if (this.#invalid.length === 0) throw error;
      const problem = error instanceof AppError ? error : null;
      this.#invalid.push(...(problem?.invalidParams ?? []));
      return null;
    }
  }

  /** @throws AppError `invalid_request` that names every rejected parameter and field. */
  throwIfAny(): void {
    if (this.#invalid.length > 0) throw createInvalidRequestError(this.#invalid);
  }
}

/** @throws AppError `invalid_request` that names every rejected field. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = parseParams(schema, value);
  if ("data" in parsed) return parsed.data;
  throw createInvalidRequestError(parsed.invalid);
}

function createInvalidRequestError(invalidParams: readonly InvalidParam[]): AppError {
  const names = [...new Set(invalidParams.map(({ name }) => name.slice(0, 100)))].slice(0, 10);
  return new AppError(
    "invalid_request",
    `This request cannot be used as it is: ${names.join(", ")}.`,
    {
      invalidParams: invalidParams.slice(0, 50),
    },
  );
}
