import type { PublicContext } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { SignedRequest } from "@/lib/http/signed-request";
import type { ConnectionKind } from "./connection-kinds";
import { findConnection, type OpenConnection } from "./find-connection";
import { generateConnectionSecret } from "./sealed-secret";
import { isSigned } from "./signatures";

/** A delivery whose signature is right. */
export type SignedDelivery = {
  readonly connection: OpenConnection;
  /** The same when the other system sends it again. */
  readonly deliveryId: string;
  /** What happened, of systems that say it in a header. */
  readonly event: string | null;
  readonly body: string;
};

const MAX_AGE_MILLISECONDS = 5 * 60_000;

/** An unknown connection takes the same path as a wrong signature. */
const decoy = generateConnectionSecret("github");

/**
 * Finds the connection of a delivery, and verifies who sent it.
 *
 * @throws AppError `unauthenticated`, the same for an unknown connection, one that is switched off and a wrong
 * signature; `invalid_request` without an id, for a time of sending that is more than 5 minutes off, and for a body
 * that is not UTF-8.
 */
export async function openDelivery(
  base: PublicContext,
  publicId: string,
  request: SignedRequest,
): Promise<SignedDelivery> {
  const found = await findConnection(base, publicId);
  const { kind, secrets } = found ?? { kind: "github" as const, secrets: [decoy] };
  if (!isSigned(kind, secrets, request) || found === null) throw createUnsignedError();
  const { secrets: _secrets, ...connection } = found;
  const { headers, bytes } = request;
  if (kind === "webhook") requireRecent(headers, base.now);
  return {
    connection,
    deliveryId: requireDeliveryId(kind, headers),
    event: kind === "github" ? headers.get("x-github-event") : null,
    body: decode(bytes),
  };
}

function createUnsignedError(): AppError {
  return new AppError(
    "unauthenticated",
    "The signature does not belong to a connection. Compare the URL and the secret with those in the settings of the organization. Nothing was changed.",
  );
}

const idHeaders = {
  webhook: "webhook-id",
  github: "x-github-delivery",
  jira: "x-atlassian-webhook-identifier",
} as const satisfies Record<ConnectionKind, string>;

/** @throws AppError `invalid_request` where it is absent, too long or not printable. */
function requireDeliveryId(kind: ConnectionKind, headers: Headers): string {
  const name = idHeaders[kind];
  const id = headers.get(name) ?? "";
  if (!/^[\x21-\x7e]{1,200}$/.test(id)) {
    throw createHeaderError(name, "must be an id of 1 to 200 visible characters");
  }
  return id;
}

/** @throws AppError `invalid_request` for a time that is more than 5 minutes off. */
function requireRecent(headers: Headers, now: Date): void {
  const text = headers.get("webhook-timestamp") ?? "";
  const sentAt = new Date(/^\d{1,12}$/.test(text) ? Number(text) * 1000 : Number.NaN);
  const age = Math.abs(now.getTime() - sentAt.getTime());
  if (Number.isNaN(age) || age > MAX_AGE_MILLISECONDS) {
    throw createHeaderError(
      "webhook-timestamp",
      "must be the seconds since 1970 at which this was sent, at most 5 minutes from the time of this server",
    );
  }
}

function createHeaderError(name: string, reason: string): AppError {
  return new AppError("invalid_request", `The header ${name} ${reason}. Nothing was changed.`, {
    invalidParams: [{ name, reason }],
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid_request", "The body is not valid UTF-8. Nothing was changed.", {
      invalidParams: [{ name: "body", reason: "must be valid JSON in UTF-8" }],
    });
  }
}
