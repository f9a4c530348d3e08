import { createHmac, timingSafeEqual } from "node:crypto";
import type { SignedRequest } from "@/lib/http/signed-request";
import type { ConnectionKind } from "./connection-kinds";
import { webhookSecretPrefix } from "./sealed-secret";

/** A sender needs two during a rotation; more only cost time. */
const MAX_SIGNATURES = 10;

/**
 * Whether one of the secrets signed the request: for `webhook` as Standard Webhooks says, for GitHub and Jira with the
 * HMAC-SHA-256 of the body. Every secret is compared with every signature in constant time.
 */
export function isSigned(
  kind: ConnectionKind,
  secrets: readonly string[],
  request: SignedRequest,
): boolean {
  const signatures = listSignatures(kind, request.headers).slice(0, MAX_SIGNATURES);
  const matches = secrets.map((secret) => {
    const expected = computeSignature(kind, secret, request);
    return signatures.filter((signature) => areEqual(signature, expected)).length;
  });
  return matches.some((count) => count > 0);
}

const signatureHeaders = { github: "x-hub-signature-256", jira: "x-hub-signature" } as const;

/** What the request says that its signature is, of the kinds that this service verifies. */
function listSignatures(kind: ConnectionKind, headers: Headers): readonly string[] {
  if (kind === "webhook") {
    return (headers.get("webhook-signature") ?? "")
      .split(" ")
      .filter((signature) => signature.startsWith("v1,"));
  }
  const signature = headers.get(signatureHeaders[kind]);
  return signature === null ? [] : [signature];
}

/**
 * The header's value that the secret gives.
 *
 * Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
 * GitHub: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries.
 * Jira: https://developer.atlassian.com/cloud/jira/platform/webhooks/, as WebSub says.
 */
export function computeSignature(
  kind: ConnectionKind,
  secret: string,
  { headers, bytes }: SignedRequest,
): string {
  if (kind !== "webhook") {
    return `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
  }
  const key = Buffer.from(secret.slice(webhookSecretPrefix.length), "base64");
  const signed = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.`;
  return `v1,${createHmac("sha256", key).update(signed).update(bytes).digest("base64")}`;
}

function areEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
