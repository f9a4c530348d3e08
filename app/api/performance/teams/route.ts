import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createTeam, listTeams } from "@/lib/performance/members/manage-teams";
import { teamsRead } from "@/lib/performance/members/reads";
import { pageQuery, team, teamBody, teamList } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listTeams",
    summary: "List teams",
    tags: ["teams"],
    read: teamsRead,
    access: { permission: "view_organization" },
    query: pageQuery,
    response: teamList,
    handler: ({ context, query }) => listTeams(context, query),
  }),
  POST: route({
    operationId: "createTeam",
    summary: "Create a team",
    tags: ["teams"],
    examples: { request: { name: "Platform" } },
    access: { permission: "manage_organization" },
    body: teamBody,
    response: team,
    status: 201,
    creates: { path: "/api/performance/teams/{id}", findId: ({ id }) => id },
    handler: ({ context, body }) => createTeam(context, body),
  }),
});
