import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getSkill, updateSkill } from "@/lib/performance/members/manage-skills";
import { skill, skillBody, skillParams } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getSkillById",
    summary: "Get a skill",
    tags: ["skills"],
    resource: "skill",
    access: { permission: "view_organization" },
    params: skillParams,
    response: skill,
    handler: ({ context, params }) => getSkill(context, params),
  }),
  PATCH: route({
    operationId: "updateSkill",
    summary: "Rename a skill",
    tags: ["skills"],
    examples: { request: { name: "TLS" } },
    resource: "skill",
    access: { permission: "manage_organization" },
    params: skillParams,
    body: skillBody,
    response: skill,
    handler: ({ context, params, body }) => updateSkill(context, { ...params, ...body }),
  }),
});
