import { ExampleMaker } from "@/lib/api/openapi/create-example";
import type { JsonSchema } from "@/lib/api/openapi/schema-collection";

/** Examples of bodies that are no JSON. A binary file has none. */
const textExamples: Readonly<Record<string, string>> = {
  "text/csv": "external_id,assignee,title\nTICKET-42,jane_doe,Renew the certificate\n",
  "text/csv; charset=utf-8": "user_id,username,performance_score\n5,jane_doe,87.5\n",
  "text/tab-separated-values":
    "external_id\tassignee\ttitle\nTICKET-42\tjane_doe\tRenew the certificate\n",
  "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="20" />',
};

const uploadedLine =
  '{"external_id":"TICKET-42","assignee":"jane_doe","title":"Renew the certificate"}\n';

type Bodies = {
  readonly description?: string;
  readonly content?: Readonly<Record<string, JsonSchema>> | undefined;
};

type Operation = {
  readonly requestBody?: Bodies | undefined;
  readonly responses: Readonly<Record<string, Bodies | undefined>>;
};

/** Adds an example to each body of the operations for which its route declares none. */
export function addExamples(
  operations: readonly Operation[],
  components: Readonly<Record<string, JsonSchema>>,
): void {
  const maker = new ExampleMaker(components);
  for (const { requestBody, responses } of operations) {
    for (const bodies of [requestBody, ...Object.values(responses)]) {
      for (const [type, body] of Object.entries(bodies?.content ?? {})) {
        if (body.example !== undefined || body.examples !== undefined) continue;
        const example = createExample(maker, type, body);
        if (example !== undefined) body.example = example;
      }
    }
  }
}

/** Undefined for a binary file. */
function createExample(maker: ExampleMaker, type: string, { schema }: JsonSchema): unknown {
  if (textExamples[type] !== undefined) return textExamples[type];
  const made: JsonSchema = Object(schema);
  if (made.format === "binary") return type === "application/x-ndjson" ? uploadedLine : undefined;
  return maker.make(made);
}
