import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { contestingEntries } from "@/lib/performance/access/permissions";
import { contestChange } from "@/lib/performance/contests/contest-change";
import { contest, contestedChangeParams, newContest } from "@/lib/performance/contests/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "contestAssignmentChange",
    summary: "Contest a change of an assignment",
    description: "A recorded change of your own assignment, with a reason.",
    tags: ["assignments"],
    examples: { request: { reason: "The new due date was not agreed with me." } },
    access: contestingEntries,
    params: contestedChangeParams,
    body: newContest,
    response: contest,
    creates: { path: "/api/performance/contests/{id}", findId: ({ id }) => id },
    handler: ({ context, params, body }) =>
      contestChange(context, {
        assignmentId: params.id,
        changeId: params.change,
        reason: body.reason,
      }),
  }),
});
