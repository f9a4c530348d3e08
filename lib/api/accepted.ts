import type { z } from "zod";

/** The result of a handler whose work goes on after the response: 202, with a body of its own. */
export class Accepted {
  readonly schema: z.ZodType;
  readonly body: unknown;

  private constructor(schema: z.ZodType, body: unknown) {
    this.schema = schema;
    this.body = body;
  }

  static of<Schema extends z.ZodType>(schema: Schema, body: z.input<Schema>): Accepted {
    return new Accepted(schema, body);
  }
}

/** The body of a response, its schema and its status. */
export function toResponseParts(
  { response, status = 200 }: { readonly response: z.ZodType; readonly status?: number },
  result: unknown,
): { readonly schema: z.ZodType; readonly body: unknown; readonly status: number } {
  return result instanceof Accepted
    ? { schema: result.schema, body: result.body, status: 202 }
    : { schema: response, body: result, status };
}
