import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { ConnectionResponse, DeliveryResponse } from "@/lib/performance/connections/schemas";

export const kindLabels: Readonly<Record<ConnectionResponse["kind"], PlainMessageKey>> = {
  github: "connections.github",
  jira: "connections.jira",
  webhook: "connections.webhook",
};

export const statusLabels: Readonly<Record<DeliveryResponse["status"], PlainMessageKey>> = {
  taken: "connections.taken",
  partly: "connections.partly",
  rejected: "connections.rejected",
  ignored: "connections.ignored",
};
