import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { listPeopleOfConnection } from "@/lib/performance/connections/decide-person";
import { connectionPeopleRead } from "@/lib/performance/connections/reads";
import { connectionParams, connectionPeople } from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listConnectionPeople",
    summary: "List unknown people of a connection",
    description:
      "Assignees of the other system who are no known members, and those who are skipped.",
    tags: ["connections"],
    read: connectionPeopleRead,
    access: { permission: "manage_organization" },
    params: connectionParams,
    response: connectionPeople,
    handler: ({ context, params }) => listPeopleOfConnection(context, params),
  }),
});
