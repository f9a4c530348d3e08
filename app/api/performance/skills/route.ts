import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createSkill, listSkills } from "@/lib/performance/members/manage-skills";
import { skillsRead } from "@/lib/performance/members/reads";
import { pageQuery, skill, skillBody, skillList } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listSkills",
    summary: "List skills",
    tags: ["skills"],
    read: skillsRead,
    access: { permission: "view_organization" },
    query: pageQuery,
    response: skillList,
    handler: ({ context, query }) => listSkills(context, query),
  }),
  POST: route({
    operationId: "createSkill",
    summary: "Create a skill",
    tags: ["skills"],
    examples: { request: { name: "TLS" } },
    access: { permission: "manage_organization" },
    body: skillBody,
    response: skill,
    status: 201,
    creates: { path: "/api/performance/skills/{id}", findId: ({ id }) => id },
    handler: ({ context, body }) => createSkill(context, body),
  }),
});
