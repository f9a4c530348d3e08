import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { proposing } from "@/lib/performance/access/permissions";
import { createProposal } from "@/lib/performance/administration/create-proposal";
import { getProposals } from "@/lib/performance/administration/list-proposals";
import {
  newProposal,
  proposal,
  proposalList,
  proposalsQuery,
} from "@/lib/performance/administration/proposal-schemas";
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
    operationId: "createProposal",
    summary: "Propose what needs a second person",
    description:
      "The end of the only auditor, a link with which a member replaces their password, or your decision about a contest of a change that you made.",
    tags: ["organization"],
    examples: { request: { setting: "reset_link", user_id: 5 } },
    access: proposing,
    body: newProposal,
    response: proposal,
    createsWithoutUrl: true,
    handler: ({ context, body }) => createProposal(context, body),
  }),
});
