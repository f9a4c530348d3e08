import "server-only";
import type { ConnectionKind } from "@/lib/auth/connections/connection-kinds";
import { AppError } from "@/lib/errors";
import type { ReadDelivery } from "@/lib/ingest/deliveries/delivered-item";
import { readGithubEvent } from "@/lib/ingest/deliveries/github";
import { readJiraEvent } from "@/lib/ingest/deliveries/jira";
import type { RowSettings } from "@/lib/ingest/mapping/assignment-row";
import { readBatch } from "./read-batch";
import type { ConnectionSettings } from "./schemas";

/** A delivery as it was received. */
export type RawDelivery = {
  readonly kind: ConnectionKind;
  readonly event: string | null;
  readonly body: string;
};

/** @throws AppError `invalid_request` for a body that is no JSON, or of a webhook no batch. */
export function readDelivery(
  { kind, event, body }: RawDelivery,
  connection: ConnectionSettings,
  settings: RowSettings,
): ReadDelivery {
  const content = parseJson(body);
  switch (kind) {
    case "webhook":
      return readBatch(content, settings);
    case "github":
      return readGithubEvent(event, content, connection, settings);
    case "jira":
      return readJiraEvent(content, connection, settings);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError(
      "invalid_request",
      "The body is not valid JSON. Choose application/json as the content type in the other system. Nothing was changed.",
      { invalidParams: [{ name: "body", reason: "must be valid JSON in UTF-8" }] },
    );
  }
}
