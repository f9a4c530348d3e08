import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createInvitation, describeInvitationPath } from "@/lib/auth/password/create-invitation";
import { nothing } from "@/lib/performance/assignments/write-schemas";
import { invitation, memberParams } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "createInvitation",
    summary: "Create an invitation",
    description:
      "A one-time link with which the member sets their password. A program creates one for a member who has no password yet and is neither an administrator nor an auditor.",
    tags: ["members"],
    access: { permission: "manage_members" },
    params: memberParams,
    body: nothing,
    response: invitation,
    status: 201,
    createsWithoutUrl: true,
    hasSecret: true,
    handler: async ({ context, params }) => {
      const { userId, token, expiresAt } = await createInvitation(context, { userId: params.id });
      const path = describeInvitationPath(token);
      return { user_id: userId, token, path, expires_at: expiresAt.toISOString() };
    },
  }),
});
