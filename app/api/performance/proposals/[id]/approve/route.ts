import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { approveProposal } from "@/lib/performance/administration/decide-proposal";
import { proposal, proposalParams } from "@/lib/performance/administration/proposal-schemas";
import { nothing } from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "approveProposal",
    summary: "Approve a proposal",
    description:
      "As the second person. The change is in force after the notice of the organization.",
    tags: ["organization"],
    access: { permission: "view_administration_log" },
    isBrowserOnly: true,
    params: proposalParams,
    body: nothing,
    response: proposal,
    handler: ({ context, params }) => approveProposal(context, params),
  }),
});
