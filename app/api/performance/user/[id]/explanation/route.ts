import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getUserExplanation } from "@/lib/performance/explanations/get-user-explanation";
import { userExplanationRead } from "@/lib/performance/explanations/reads";
import { explanationQuery, userExplanation } from "@/lib/performance/explanations/schemas";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserExplanation",
    summary: "Explain a score",
    description: "What moved the member's score in a period, in figures and sentences.",
    tags: ["user"],
    read: userExplanationRead,
    access: { own: "id", or: "view_team" },
    params: userParams,
    query: explanationQuery,
    response: userExplanation,
    handler: ({ context, params, query }) =>
      getUserExplanation(context, { userId: params.id, ...query }),
  }),
});
