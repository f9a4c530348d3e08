import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { invitationPassword, passwordSet } from "@/lib/auth/account-schemas";
import { acceptInvitation } from "@/lib/auth/password/accept-invitation";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "acceptInvitation",
    summary: "Set a password with an invitation",
    tags: ["account"],
    examples: { request: { token: "EXAMPLE", new_password: "a longer and better password" } },
    access: "public",
    body: invitationPassword,
    response: passwordSet,
    handler: async ({ context, body }) => {
      const { userId } = await acceptInvitation(context, {
        token: body.token,
        newPassword: body.new_password,
      });
      return { user_id: userId };
    },
  }),
});
