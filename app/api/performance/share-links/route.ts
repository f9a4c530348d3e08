import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createShareLink } from "@/lib/auth/share-links/create-share-link";
import { listOwnShareLinks } from "@/lib/auth/share-links/own-share-links";
import { shareLinksRead } from "@/lib/auth/share-links/reads";
import { createdShareLink, newShareLink, shareLinkList } from "@/lib/auth/share-links/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listShareLinks",
    summary: "List share links",
    description: "Your own that are not revoked.",
    tags: ["share-links"],
    read: shareLinksRead,
    access: "signed_in",
    response: shareLinkList,
    handler: ({ context }) => listOwnShareLinks(context),
  }),
  POST: route({
    operationId: "createShareLink",
    summary: "Create a share link",
    description: "Shows your widget or your badges on other sites. Its secret is shown only once.",
    tags: ["share-links"],
    examples: { request: { name: "My homepage", shares: "widget", days: 90 } },
    access: "signed_in",
    isBrowserOnly: true,
    body: newShareLink,
    response: createdShareLink,
    status: 201,
    creates: { path: "/api/performance/share-links/{id}", findId: ({ id }) => id },
    hasSecret: true,
    handler: async ({ context, body }) => {
      const { secret, expiresAt, ...made } = await createShareLink(context, body);
      return { ...made, link: secret, expires_at: expiresAt.toISOString() };
    },
  }),
});
