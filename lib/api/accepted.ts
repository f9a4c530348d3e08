import type { z } from "zod";

/** What a handler answers where the work goes on after the answer: 202, with a body of its own. */
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

/** What leaves, the schema that it is held to, and the status that says which. */
export function toResponseParts(
  { response, status = 200 }: { readonly response: z.ZodType; readonly status?: number },
  answer: unknown,
): { readonly schema: z.ZodType; readonly body: unknown; readonly status: number } {
  return answer instanceof Accepted
    ? { schema: answer.schema, body: answer.body, status: 202 }
    : { schema: response, body: answer, status };
}
