import type { ConnectionRecord } from "@/lib/performance/connections/queries/connections";
import { type ConnectionResponse, connectionSettings } from "./schemas";

export function serializeConnection(record: ConnectionRecord): ConnectionResponse {
  return {
    id: record.id,
    kind: record.kind,
    name: record.name,
    path: `/api/webhooks/${record.public_id}`,
    settings: connectionSettings.parse(record.settings),
    is_enabled: record.is_enabled,
    created_at: record.created_at.toISOString(),
    service_account_id: record.service_account_id,
    old_secret_ends_at: record.old_secret_ends_at?.toISOString() ?? null,
    last_delivery_at: record.last_delivery_at?.toISOString() ?? null,
    unknown_people: record.unknown_people,
    rejected_deliveries: record.rejected_deliveries,
  };
}
