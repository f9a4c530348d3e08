import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { getMember } from "@/lib/performance/members/get-member";
import { memberRead } from "@/lib/performance/members/reads";
import {
  member,
  memberAmendment,
  memberParams,
  memberRemoval,
} from "@/lib/performance/members/schemas";
import { updateMember } from "@/lib/performance/members/update-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getMember",
    summary: "Get a member",
    tags: ["members"],
    read: memberRead,
    resource: "member",
    access: { permission: "view_organization" },
    params: memberParams,
    response: member,
    handler: ({ context, params }) => getMember(context, { userId: params.id }),
  }),
  PATCH: route({
    operationId: "updateMember",
    summary: "Update a member",
    description: "Absent fields keep their values.",
    tags: ["members"],
    examples: { request: { team_id: 3, skills: [{ name: "TLS", level: 7 }] } },
    resource: "member",
    access: { permission: "manage_members" },
    params: memberParams,
    body: memberAmendment,
    response: member,
    handler: ({ context, params, body }) =>
      updateMember(context, { userId: params.id, amendment: body }),
  }),
  DELETE: route({
    operationId: "deactivateMember",
    summary: "Deactivate or erase a member",
    description: "Ends all credentials of the member; their history stays.",
    tags: ["members"],
    resource: "member",
    access: { permission: "manage_members" },
    params: memberParams,
    query: memberRemoval,
    response: member,
    handler: ({ context, params, query }) => {
      const remove = query.erase === true ? eraseMember : deactivateMember;
      return remove(context, { userId: params.id });
    },
  }),
});
