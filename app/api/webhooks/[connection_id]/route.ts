import { methods } from "@/lib/api/methods";
import { countRequest, requireWithinRate } from "@/lib/api/rate-limit";
import { route } from "@/lib/api/route";
import { openDelivery } from "@/lib/auth/connections/open-delivery";
import { deliveryResult, webhookParams } from "@/lib/performance/connections/schemas";
import { takeDelivery } from "@/lib/performance/connections/take-delivery";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "receiveWebhook",
    summary: "Receive a delivery of another system",
    description:
      "The signature over the body is verified with the secret of the connection. A delivery whose id was received before changes nothing. Rejected items are in the response, and in the log of the connection.",
    tags: ["connections"],
    access: "public",
    params: webhookParams,
    isSigned: true,
    response: deliveryResult,
    handler: async ({ context, params, readSigned }) => {
      if (readSigned === null) throw new Error("The route takes a signed request.");
      const delivery = await openDelivery(context, params.connection_id, await readSigned());
      const { organizationId } = delivery.connection.context;
      const credentialId = delivery.connection.id;
      // Only what is signed counts: others cannot use up the limit, nor learn from it that the connection exists.
      requireWithinRate(await countRequest({ kind: "connection", organizationId, credentialId }));
      return takeDelivery(delivery);
    },
  }),
});
