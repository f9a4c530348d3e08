import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { deactivateMember } from "@/lib/auth/deactivate-member";
import { eraseMember } from "@/lib/auth/erase-member";
import {
  member,
  memberAmendment,
  memberParams,
  memberRemoval,
} from "@/lib/performance/schemas/members";
import { getMember } from "@/lib/performance/services/member-shown";
import { updateMember } from "@/lib/performance/services/update-member";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "manage_organization" },
    params: memberParams,
    response: member,
    handler: ({ context, params }) => getMember(context, { userId: params.id }),
  }),
  PATCH: route({
    access: { permission: "manage_organization" },
    params: memberParams,
    body: memberAmendment,
    response: member,
    handler: async ({ context, params, body }) => {
      await updateMember(context, { userId: params.id, amendment: body });
      return getMember(context, { userId: params.id });
    },
  }),
  DELETE: route({
    access: { permission: "manage_organization" },
    params: memberParams,
    query: memberRemoval,
    response: member,
    handler: async ({ context, params, query }) => {
      const remove = query.erase === "true" ? eraseMember : deactivateMember;
      await remove(context, { userId: params.id });
      return getMember(context, { userId: params.id });
    },
  }),
});
