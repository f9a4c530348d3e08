import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { assignmentList, assignmentsQuery } from "@/lib/performance/schemas/assignments";
import { listVisibleAssignments } from "@/lib/performance/services/list-visible-assignments";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "user_id", or: "view_team" },
    query: assignmentsQuery,
    response: assignmentList,
    handler: ({ context, query }) => listVisibleAssignments(context, query),
  }),
});
