import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getProposals } from "@/lib/performance/administration/list-proposals";
import {
  newProposal,
  proposal,
  proposalList,
  proposalsQuery,
} from "@/lib/performance/administration/proposal-schemas";
import { proposeEndOfAuditor } from "@/lib/performance/administration/propose-end-of-auditor";
import { proposalsRead } from "@/lib/performance/administration/reads";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listProposals",
    summary: "List proposals",
    description: "Changes that lower protection, the newest first.",
    tags: ["organization"],
    read: proposalsRead,
    access: { permission: "view_administration_log" },
    query: proposalsQuery,
    response: proposalList,
    handler: ({ context, query }) => getProposals(context, query),
  }),
  POST: route({
    operationId: "proposeEndOfAuditor",
    summary: "Propose to end the only auditor",
    description: "The auditor agrees at once, or another administrator does and the notice passes.",
    tags: ["organization"],
    access: { permission: "manage_organization" },
    body: newProposal,
    response: proposal,
    handler: ({ context, body }) => proposeEndOfAuditor(context, { userId: body.last_auditor }),
  }),
});
