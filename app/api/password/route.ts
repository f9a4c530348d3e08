import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { passwordChange, passwordSet } from "@/lib/auth/account-schemas";
import { changePassword } from "@/lib/auth/password/change-password";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "changePassword",
    summary: "Change your password",
    description: "Ends all your sessions.",
    tags: ["account"],
    examples: {
      request: {
        current_password: "correct horse battery staple",
        new_password: "a longer and better password",
      },
    },
    access: "signed_in",
    isBrowserOnly: true,
    body: passwordChange,
    response: passwordSet,
    handler: async ({ context, body }) => {
      const { userId } = await changePassword(context, {
        currentPassword: body.current_password,
        newPassword: body.new_password,
      });
      return { user_id: userId };
    },
  }),
});
