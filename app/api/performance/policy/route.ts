import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getPolicy } from "@/lib/performance/policies/get-policy";
import { policyRead } from "@/lib/performance/policies/reads";
import { newPolicy, policy } from "@/lib/performance/policies/schemas";
import { updatePolicy } from "@/lib/performance/policies/update-policy";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getPolicy",
    summary: "Get scoring policy",
    description: "The current version, and all earlier ones.",
    tags: ["policy"],
    read: policyRead,
    resource: "policy",
    access: { permission: "view_organization" },
    response: policy,
    handler: ({ context }) => getPolicy(context),
  }),
  PUT: route({
    operationId: "updatePolicy",
    summary: "Update scoring policy",
    description:
      "Creates a version of the policy, and recalculates all scores. The weights add up to 1; all 0 only with `allow_no_score`.",
    tags: ["policy"],
    examples: {
      request: {
        weights: { on_time: 0.6, skill: 0.2, difficulty: 0.2 },
        min_sample: 10,
        expected_version: 1,
      },
    },
    resource: "policy",
    access: { permission: "manage_organization" },
    body: newPolicy,
    response: policy,
    handler: ({ context, body }) => updatePolicy(context, body),
  }),
});
