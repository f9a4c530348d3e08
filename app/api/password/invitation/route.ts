import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { passwordOfInvitation, passwordSet } from "@/lib/performance/schemas/account";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: "public",
    body: passwordOfInvitation,
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
