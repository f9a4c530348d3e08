import { Accepted } from "@/lib/api/accepted";
import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { proposedOrganization } from "@/lib/performance/administration/proposal-schemas";
import {
  getOrganization,
  updateOrganization,
} from "@/lib/performance/administration/update-organization";
import {
  organization,
  organizationAmendment,
} from "@/lib/performance/members/organization-schemas";
import { organizationRead } from "@/lib/performance/members/reads";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getOrganization",
    summary: "Get organization settings",
    tags: ["organization"],
    read: organizationRead,
    resource: "organization",
    access: { permission: "view_organization" },
    response: organization,
    handler: async ({ context }) => getOrganization(context),
  }),
  PATCH: route({
    operationId: "updateOrganization",
    summary: "Update organization settings",
    description:
      "Absent fields keep their values. A change that lowers protection waits for a second person: 202, with `proposals`.",
    tags: ["organization"],
    examples: { request: { time_zone: "Europe/Berlin", employee_leaderboard: false } },
    resource: "organization",
    access: { permission: "manage_organization" },
    body: organizationAmendment,
    response: organization,
    accepted: proposedOrganization,
    handler: async ({ context, body }) => {
      const updated = await updateOrganization(context, body);
      return "proposals" in updated ? Accepted.of(proposedOrganization, updated) : updated;
    },
  }),
});
