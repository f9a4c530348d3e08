import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { contestingEntries } from "@/lib/performance/access/permissions";
import { raiseContest } from "@/lib/performance/contests/raise-contest";
import { contest, contestedEntryParams, newContest } from "@/lib/performance/contests/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "raiseContest",
    summary: "Contest a ledger entry",
    description: "An entry about your own work, with a reason.",
    tags: ["logs"],
    examples: { request: { reason: "I completed it on the day before." } },
    access: contestingEntries,
    params: contestedEntryParams,
    body: newContest,
    response: contest,
    creates: { path: "/api/performance/contests/{id}", findId: ({ id }) => id },
    handler: ({ context, params, body }) =>
      raiseContest(context, { entryId: params.id, reason: body.reason }),
  }),
});
