import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { listDecisions } from "@/lib/performance/decisions/list-decisions";
import { decisionsRead } from "@/lib/performance/decisions/reads";
import { recordDecision } from "@/lib/performance/decisions/record-decision";
import {
  decision,
  decisionList,
  decisionsQuery,
  newDecision,
} from "@/lib/performance/decisions/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listDecisions",
    summary: "List decisions",
    description: "What was decided about a member on the basis of their score.",
    tags: ["decisions"],
    read: decisionsRead,
    access: { own: "user_id", or: "view_analytics" },
    query: decisionsQuery,
    response: decisionList,
    handler: ({ context, query }) => listDecisions(context, query),
  }),
  POST: route({
    operationId: "recordDecision",
    summary: "Record a decision",
    description: "That you decided something about a member, and why. The member reads it.",
    tags: ["decisions"],
    examples: {
      request: {
        user_id: 5,
        kind: "promotion",
        grounds: "Leads the migration since March, and the team asked for it.",
        decided_by_person: true,
      },
    },
    access: { permission: "view_analytics" },
    isBrowserOnly: true,
    body: newDecision,
    response: decision,
    createsWithoutUrl: true,
    handler: ({ context, body }) => recordDecision(context, body),
  }),
});
