import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { statistics } from "@/lib/performance/schemas/analytics";
import { getStatistics } from "@/lib/performance/services/get-statistics";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_analytics" },
    response: statistics,
    handler: ({ context }) => getStatistics(context),
  }),
});
