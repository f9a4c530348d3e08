import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { contestingEntries } from "@/lib/performance/access/permissions";
import { nothing } from "@/lib/performance/assignments/write-schemas";
import { contest, contestParams } from "@/lib/performance/contests/schemas";
import { markContestSeen } from "@/lib/performance/contests/withdraw-contest";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "markContestSeen",
    summary: "Mark a contest as seen",
    description: "Records that you have seen the decision about your own contest.",
    tags: ["contests"],
    resource: "contest",
    access: contestingEntries,
    params: contestParams,
    body: nothing,
    response: contest,
    handler: ({ context, params }) => markContestSeen(context, params),
  }),
});
