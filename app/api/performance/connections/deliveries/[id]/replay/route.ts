import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { nothing } from "@/lib/performance/assignments/write-schemas";
import { replayDelivery } from "@/lib/performance/connections/replay-delivery";
import { delivery, deliveryParams } from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "replayDelivery",
    summary: "Replay a delivery",
    description:
      "Takes it once more with the present settings and known people. What newer deliveries changed stays.",
    tags: ["connections"],
    access: { permission: "manage_organization" },
    params: deliveryParams,
    body: nothing,
    response: delivery,
    handler: ({ context, params }) => replayDelivery(context, params),
  }),
});
