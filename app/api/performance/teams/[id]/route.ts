import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { deleteTeam, getTeam, updateTeam } from "@/lib/performance/members/manage-teams";
import { removed, team, teamBody, teamParams } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getTeamById",
    summary: "Get a team",
    tags: ["teams"],
    resource: "team",
    access: { permission: "view_organization" },
    params: teamParams,
    response: team,
    handler: ({ context, params }) => getTeam(context, params),
  }),
  PATCH: route({
    operationId: "updateTeam",
    summary: "Rename a team",
    tags: ["teams"],
    examples: { request: { name: "Platform" } },
    resource: "team",
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
    resource: "team",
    access: { permission: "manage_organization" },
    params: teamParams,
    response: removed,
    handler: ({ context, params }) => deleteTeam(context, params),
  }),
});
