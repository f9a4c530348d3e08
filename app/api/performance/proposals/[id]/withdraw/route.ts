import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { withdrawProposal } from "@/lib/performance/administration/decide-proposal";
import { proposal, proposalParams } from "@/lib/performance/administration/proposal-schemas";
import { nothing } from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "withdrawProposal",
    summary: "Withdraw a proposal",
    description: "Until the change is in force: an administrator, or the person who approved it.",
    tags: ["organization"],
    access: { permission: "view_administration_log" },
    isBrowserOnly: true,
    params: proposalParams,
    body: nothing,
    response: proposal,
    handler: ({ context, params }) => withdrawProposal(context, params),
  }),
});
