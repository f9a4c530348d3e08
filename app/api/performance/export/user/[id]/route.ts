import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userExportFile, userExportQuery } from "@/lib/performance/schemas/exports";
import { userParams } from "@/lib/performance/schemas/user";
import { exportUser } from "@/lib/performance/services/export-user";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "id", or: "view_team" },
    params: userParams,
    query: userExportQuery,
    response: userExportFile,
    handler: ({ context, params, query }) => exportUser(context, { userId: params.id, ...query }),
  }),
});
