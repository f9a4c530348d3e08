import { defineRead } from "@/lib/http/define-read";
import type { userParams } from "@/lib/performance/summaries/schemas";
import type { userBadges, userMilestones } from "./schemas";

export const userMilestonesRead = defineRead<{
  params: typeof userParams;
  response: typeof userMilestones;
}>("/api/performance/user/{id}/milestones");

export const userBadgesRead = defineRead<{
  params: typeof userParams;
  response: typeof userBadges;
}>("/api/performance/user/{id}/badges");
