import { type RawBuilder, sql } from "kysely";

/** A condition on `service_accounts`: that of a connection has no token, and is managed with the connection. */
export function belongsToNoConnection(): RawBuilder<boolean> {
  return sql`not exists (
    select from connections
     where connections.organization_id = service_accounts.organization_id
       and connections.service_account_id = service_accounts.id)`;
}
