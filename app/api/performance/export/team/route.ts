import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { exportTeam } from "@/lib/performance/exports/export-team";
import { teamExportFile, teamExportQuery } from "@/lib/performance/exports/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "exportTeam",
    summary: "Export team performance",
    description: "The summaries of all members you see, as a file.",
    tags: ["export"],
    access: { permission: "view_team" },
    query: teamExportQuery,
    response: teamExportFile,
    handler: ({ context, query }) => exportTeam(context, query),
  }),
});
