import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getStatus } from "@/lib/status/get-status";
import { statusRead } from "@/lib/status/reads";
import { status } from "@/lib/status/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getStatus",
    summary: "Get the state of the installation",
    description: "Versions, jobs, backups, and the settings and limits that hold.",
    tags: ["organization"],
    read: statusRead,
    access: { permission: "manage_organization" },
    response: status,
    handler: ({ context }) => getStatus(context),
  }),
});
