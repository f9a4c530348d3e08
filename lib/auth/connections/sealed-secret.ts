import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { getEnvironment, requireAuthSecret } from "@/lib/environment/environment";
import type { ConnectionKind } from "./connection-kinds";

const ALGORITHM = "aes-256-gcm";
const SECRET_BYTES = 32;
const IV_BYTES = 12;

/** Standard Webhooks names the form of its secrets; other systems take any text. */
export const webhookSecretPrefix = "whsec_";

/** A new secret of 256 random bits, in the form in which the other system takes it. */
export function generateConnectionSecret(kind: ConnectionKind): string {
  const bytes = randomBytes(SECRET_BYTES);
  return kind === "webhook"
    ? `${webhookSecretPrefix}${bytes.toString("base64")}`
    : bytes.toString("base64url");
}

/** Whose secret it is: encrypted for one organization, it opens for no other. */
type Owner = { readonly organizationId: number };

/**
 * The secret as it is stored. A signature is verified with the secret itself, so that a hash is not enough; it is
 * encrypted with a key that is derived from NEXTAUTH_SECRET, which is not in the database or its backups.
 */
export function sealSecret(secret: string, { organizationId }: Owner): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, deriveKey(), iv).setAAD(toOwnerBytes(organizationId));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return [iv, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url")).join(".");
}

/** Null for a secret that was encrypted with another NEXTAUTH_SECRET, or for another organization. */
export function openSecret(text: string, { organizationId }: Owner): string | null {
  const [iv, tag, sealed] = text.split(".").map((part) => Buffer.from(part, "base64url"));
  if (iv === undefined || tag === undefined || sealed === undefined) return null;
  try {
    const decipher = createDecipheriv(ALGORITHM, deriveKey(), iv)
      .setAAD(toOwnerBytes(organizationId))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

function deriveKey(): Buffer {
  const secret = requireAuthSecret(getEnvironment());
  return Buffer.from(hkdfSync("sha256", secret, "", "connection secrets", 32));
}

function toOwnerBytes(organizationId: number): Buffer {
  return Buffer.from(`organization ${organizationId}`);
}
