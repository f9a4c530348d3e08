import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { teamExportFile, teamExportQuery } from "@/lib/performance/schemas/exports";
import { exportTeam } from "@/lib/performance/services/export-team";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_team" },
    query: teamExportQuery,
    response: teamExportFile,
    handler: ({ context, query }) => exportTeam(context, query),
  }),
});
