import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { contestingWork } from "@/lib/performance/access";
import { nothing } from "@/lib/performance/schemas/assignments-write";
import { contest, contestParams } from "@/lib/performance/schemas/contests";
import { markContestSeen } from "@/lib/performance/services/withdraw-contest";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: contestingWork,
    params: contestParams,
    body: nothing,
    response: contest,
    handler: ({ context, params }) => markContestSeen(context, params),
  }),
});
