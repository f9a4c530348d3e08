import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getPolicy } from "@/lib/performance/policies/get-policy";
import { policyRead } from "@/lib/performance/policies/reads";
import { newPolicy, policy } from "@/lib/performance/policies/schemas";
import { updatePolicy } from "@/lib/performance/policies/update-policy";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    read: policyRead,
    access: { permission: "manage_organization" },
    response: policy,
    handler: ({ context }) => getPolicy(context),
  }),
  PUT: route({
    access: { permission: "manage_organization" },
    body: newPolicy,
    response: policy,
    handler: ({ context, body }) => updatePolicy(context, body),
  }),
});
