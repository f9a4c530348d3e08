import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { setUpOrganization } from "@/lib/auth/setup/set-up-organization";
import { setup, setupDone } from "@/lib/auth/setup/setup-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "setUpOrganization",
    summary: "Set up the first organization",
    description: "With its administrator, and the code from the server's console.",
    tags: ["service"],
    examples: {
      request: {
        code: "4F7K-9QPX",
        name: "Example",
        slug: "example",
        time_zone: "Europe/Berlin",
        username: "ada",
        password: "correct horse battery staple",
      },
    },
    access: "public",
    body: setup,
    response: setupDone,
    status: 201,
    handler: async ({ context, body }) => {
      const { code, name, slug, time_zone: timeZone, username, password } = body;
      const { email, display_name: displayName } = body;
      const { organizationId, userId } = await setUpOrganization(context, {
        code,
        organization: { name, slug, timeZone },
        administrator: {
          username,
          password,
          ...(email !== undefined && { email }),
          ...(displayName !== undefined && { displayName }),
        },
      });
      return { organization_id: organizationId, user_id: userId };
    },
  }),
});
