import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getUserMilestones } from "@/lib/performance/achievements/get-user-milestones";
import { userMilestonesRead } from "@/lib/performance/achievements/reads";
import { userMilestones } from "@/lib/performance/achievements/schemas";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserMilestones",
    summary: "List milestones",
    description:
      "Those the member reached, which were revoked and why, and progress towards the others.",
    tags: ["user"],
    read: userMilestonesRead,
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userMilestones,
    handler: ({ context, params }) => getUserMilestones(context, { userId: params.id }),
  }),
});
