import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createWidgetToken } from "@/lib/auth/share-links/create-widget-token";
import { createdWidgetToken, newWidgetToken } from "@/lib/auth/share-links/schemas";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "createWidgetToken",
    summary: "Create a widget token",
    description:
      "A short-lived secret with which a page shows your own widget. It is shown only once.",
    tags: ["user"],
    examples: { request: { minutes: 60 } },
    access: { own: "id", or: null },
    params: userParams,
    body: newWidgetToken,
    response: createdWidgetToken,
    status: 201,
    createsWithoutUrl: true,
    hasSecret: true,
    handler: async ({ context, params, body }) => {
      const input = { userId: params.id, minutes: body.minutes };
      const { id, token, expiresAt } = await createWidgetToken(context, input);
      return { id, token, expires_at: expiresAt.toISOString() };
    },
  }),
});
