import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getUserBadges } from "@/lib/performance/achievements/get-user-badges";
import { userBadgesRead } from "@/lib/performance/achievements/reads";
import { userBadges } from "@/lib/performance/achievements/schemas";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserBadges",
    summary: "List badges",
    description: "Those the member earned, and progress towards the others.",
    tags: ["user"],
    read: userBadgesRead,
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userBadges,
    handler: ({ context, params }) => getUserBadges(context, { userId: params.id }),
  }),
});
