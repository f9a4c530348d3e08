import "server-only";
import { createHmac } from "node:crypto";
import type { ResourceKey, ResourceName } from "@/lib/resources/resource-states";

const VERSION_LENGTH = 22;

/** The header `If-Match`: any version that exists, or one of these. Weak tags are left out: they never match. */
export type IfMatch = "*" | readonly string[];

const tagPattern = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;
const listPattern =
  /^[\t ,]*(W\/)?"[\x21\x23-\x7e\x80-\xff]*"([\t ]*(,[\t ]*)+(W\/)?"[\x21\x23-\x7e\x80-\xff]*")*[\t ,]*$/;

/** The entity tags of `If-Match` by RFC 9110; null for a header that is none. */
export function parseIfMatch(header: string): IfMatch | null {
  const text = header.trim();
  if (text === "*") return "*";
  if (!listPattern.test(text)) return null;
  return [...text.matchAll(tagPattern)].flatMap(([, weak, opaque]) =>
    weak === undefined && opaque !== undefined ? opaque : [],
  );
}

/**
 * Names the state of a resource. It is a keyed hash, so that it reveals nothing of the content, and differs between
 * resources.
 */
export function createVersion(
  secret: string,
  name: ResourceName,
  { organizationId }: Pick<ResourceKey, "organizationId">,
  state: string,
): string {
  const kind = name === "assignment_by_external_id" ? "assignment" : name;
  return createHmac("sha256", secret)
    .update(["version", kind, organizationId, state].join("\n"))
    .digest("base64url")
    .slice(0, VERSION_LENGTH);
}

/**
 * The tag of a write is the version. That of a read adds, after a dot, a hash of the body, which has more in it:
 * docs/decisions/0020-versions-of-resources.md.
 */
export function toEntityTag(version: string, bodyHash: string | null): string {
  return bodyHash === null ? `"${version}"` : `"${version}.${bodyHash}"`;
}

/** Whether one of the tags names this version, with or without the hash of a body. */
export function matchesVersion(ifMatch: IfMatch, version: string): boolean {
  return ifMatch === "*" || ifMatch.some((tag) => tag.split(".")[0] === version);
}
