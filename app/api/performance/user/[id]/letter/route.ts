import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getLetter } from "@/lib/performance/letter/get-letter";
import { letterRead } from "@/lib/performance/letter/reads";
import { letter, letterQuery } from "@/lib/performance/letter/schemas";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getLetter",
    summary: "Explain a score as a letter",
    description: "The score of some days with every row behind it, the rules, and people to ask.",
    tags: ["user"],
    read: letterRead,
    access: { own: "id", or: "view_team" },
    params: userParams,
    query: letterQuery,
    response: letter,
    handler: ({ context, params, query }) => getLetter(context, { userId: params.id, ...query }),
  }),
});
