import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { deleteTeam, updateTeam } from "@/lib/performance/members/manage-teams";
import { removed, team, teamBody, teamParams } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: route({
    operationId: "updateTeam",
    summary: "Rename a team",
    tags: ["teams"],
    examples: { request: { name: "Platform" } },
    access: { permission: "manage_organization" },
    params: teamParams,
    body: teamBody,
    response: team,
    handler: ({ context, params, body }) => updateTeam(context, { ...params, ...body }),
  }),
  DELETE: route({
    operationId: "deleteTeam",
    summary: "Delete a team",
    description: "Its members stay, without a team.",
    tags: ["teams"],
    access: { permission: "manage_organization" },
    params: teamParams,
    response: removed,
    handler: ({ context, params }) => deleteTeam(context, params),
  }),
});
