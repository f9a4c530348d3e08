import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { exportTeam } from "@/lib/performance/exports/export-team";
import { teamExportFile, teamExportQuery } from "@/lib/performance/exports/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_team" },
    query: teamExportQuery,
    response: teamExportFile,
    handler: ({ context, query }) => exportTeam(context, query),
  }),
});
