import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { countOverdue } from "./count-overdue";
import { overdueCount, overdueParams } from "./schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "countOverdue",
    summary: "Count overdue assignments",
    tags: ["user"],
    access: { own: "id", or: "view_team" },
    params: overdueParams,
    response: overdueCount,
    handler: ({ context, params }) => countOverdue(context, { userId: params.id }),
  }),
});
