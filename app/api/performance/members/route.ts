import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { addMember } from "@/lib/performance/members/add-member";
import { listMembers } from "@/lib/performance/members/list-members";
import { membersRead } from "@/lib/performance/members/reads";
import { member, memberList, memberQuery, newMember } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listMembers",
    summary: "List members",
    tags: ["members"],
    read: membersRead,
    access: { permission: "view_organization" },
    query: memberQuery,
    response: memberList,
    handler: ({ context, query }) => listMembers(context, query),
  }),
  POST: route({
    operationId: "createMember",
    summary: "Create a member",
    tags: ["members"],
    examples: {
      request: {
        username: "jane_doe",
        role: "employee",
        email: "jane.doe@example.com",
        display_name: "Jane Doe",
        team: "Platform",
        skills: [{ name: "TLS", level: 6 }],
      },
    },
    access: { permission: "manage_members" },
    body: newMember,
    response: member,
    status: 201,
    creates: { path: "/api/performance/members/{id}", findId: ({ id }) => id },
    handler: ({ context, body }) => addMember(context, body),
  }),
});
