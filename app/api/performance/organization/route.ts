import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { organizationRead } from "@/lib/performance/members/reads";
import { organization, organizationAmendment } from "@/lib/performance/members/schemas";
import { getOrganization, updateOrganization } from "@/lib/performance/members/update-organization";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getOrganization",
    summary: "Get organization settings",
    tags: ["organization"],
    read: organizationRead,
    access: { permission: "manage_organization" },
    response: organization,
    handler: async ({ context }) => getOrganization(context),
  }),
  PATCH: route({
    operationId: "updateOrganization",
    summary: "Update organization settings",
    description: "Absent fields keep their values.",
    tags: ["organization"],
    access: { permission: "manage_organization" },
    body: organizationAmendment,
    response: organization,
    handler: ({ context, body }) => updateOrganization(context, body),
  }),
});
