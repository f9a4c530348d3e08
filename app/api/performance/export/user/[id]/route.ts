import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userExportExample } from "@/lib/performance/exports/examples";
import { exportUser } from "@/lib/performance/exports/export-user";
import { userExportFile, userExportQuery } from "@/lib/performance/exports/schemas";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "exportUser",
    summary: "Export a member's performance",
    tags: ["export"],
    examples: { response: userExportExample },
    access: { own: "id", or: "view_team" },
    params: userParams,
    query: userExportQuery,
    response: userExportFile,
    handler: ({ context, params, query }) => exportUser(context, { userId: params.id, ...query }),
  }),
});
