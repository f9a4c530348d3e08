import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userBadges } from "@/lib/performance/schemas/achievements";
import { userParams } from "@/lib/performance/schemas/user";
import { getUserBadges } from "@/lib/performance/services/get-user-badges";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userBadges,
    handler: ({ context, params }) => getUserBadges(context, { userId: params.id }),
  }),
});
