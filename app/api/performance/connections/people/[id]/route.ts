import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { decidePerson } from "@/lib/performance/connections/decide-person";
import { decidedPerson, personDecision, personParams } from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: route({
    operationId: "decideConnectionPerson",
    summary: "Map or skip a person of a connection",
    description:
      "Says whose the name is, for every connection and import, or that the items of the person are skipped.",
    tags: ["connections"],
    examples: { request: { is_skipped: true } },
    access: { permission: "manage_organization" },
    params: personParams,
    body: personDecision,
    response: decidedPerson,
    handler: ({ context, params, body }) => decidePerson(context, { ...params, ...body }),
  }),
});
