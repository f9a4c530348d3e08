import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { exportEvaluations } from "@/lib/performance/evaluations/export-evaluations";
import { evaluationExportFile, evaluationExportQuery } from "@/lib/performance/evaluations/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "exportEvaluations",
    summary: "Export evaluations and their readers",
    tags: ["export"],
    access: { permission: "view_administration_log" },
    query: evaluationExportQuery,
    response: evaluationExportFile,
    handler: ({ context, query }) => exportEvaluations(context, query),
  }),
});
