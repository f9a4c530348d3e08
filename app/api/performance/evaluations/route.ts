import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { listEvaluations } from "@/lib/performance/evaluations/list-evaluations";
import { evaluationsRead } from "@/lib/performance/evaluations/reads";
import { evaluationList } from "@/lib/performance/evaluations/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listEvaluations",
    summary: "List evaluations and their readers",
    description:
      "Every operation that shows figures about members' work, and who sees whose in each privacy mode.",
    tags: ["organization"],
    read: evaluationsRead,
    access: { permission: "view_administration_log" },
    response: evaluationList,
    handler: ({ context }) => listEvaluations(context),
  }),
});
