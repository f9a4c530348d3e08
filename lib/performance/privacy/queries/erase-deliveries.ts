import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";

/**
 * Removes every body, rejection and unknown name that connections delivered: other systems name a person in ways that
 * cannot be recognized. Bodies stay for 7 days at most, and people come back with their next delivery.
 */
export async function eraseFromDeliveries(
  transaction: Transaction,
  organizationId: number,
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("webhook_deliveries")
      .set({ body: null, rejections: "[]" })
      .where("organization_id", "=", organizationId)
      .where(sql<boolean>`(body is not null or rejections <> '[]'::jsonb)`),
  );
  await execute(
    transaction,
    kysely.deleteFrom("connection_people").where("organization_id", "=", organizationId),
  );
}
