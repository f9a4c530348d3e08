import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userMilestones } from "@/lib/performance/schemas/achievements";
import { userParams } from "@/lib/performance/schemas/user";
import { getUserMilestones } from "@/lib/performance/services/get-user-milestones";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userMilestones,
    handler: ({ context, params }) => getUserMilestones(context, { userId: params.id }),
  }),
});
