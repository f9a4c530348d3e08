import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { explanationQuery, userExplanation } from "@/lib/performance/schemas/explanation";
import { userParams } from "@/lib/performance/schemas/user";
import { getUserExplanation } from "@/lib/performance/services/get-user-explanation";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "id", or: "view_team" },
    params: userParams,
    query: explanationQuery,
    response: userExplanation,
    handler: ({ context, params, query }) =>
      getUserExplanation(context, { userId: params.id, ...query }),
  }),
});
