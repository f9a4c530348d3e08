/** Uses of what public generators make: named types, true booleans, and results without a cast. */
import { listMembers, recordAssignment } from "./hey-api";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];

export type ListOfMembers =
  paths["/api/performance/members"]["get"]["responses"][200]["content"]["application/json"];

export const isFirst = (page: ListOfMembers, member: Schemas["Member"]): boolean =>
  page.members[0]?.id === member.id;

export const getScore = (change: Schemas["AssignmentChange"]): number | null => change.score_after;

export async function record(): Promise<readonly string[]> {
  const body = { external_id: "TICKET-42", user_id: 5, title: "Renew the certificate" };
  const recorded = await recordAssignment({ body, query: { wait: false } });
  const members = await listMembers({ query: { limit: 10 } });
  return [
    recorded.data?.outcome ?? "",
    ...(members.data?.members ?? []).map((one) => one.username),
  ];
}
