import type { RequestContext } from "@/lib/api/request-context";
import type { DeclaredRoute } from "@/lib/api/route-declaration";
import { AppError } from "@/lib/errors";
import { type IfMatch, parseIfMatch } from "@/lib/resources/entity-tag";
import { findVersion } from "@/lib/resources/find-version";
import { ResourceGuard } from "@/lib/resources/resource-guard";
import type { ResourceKey } from "@/lib/resources/resource-states";

/** The versions of a request: the one that it expects, and the one that its response is about. */
export class Conditions {
  #ifMatch: IfMatch | null = null;
  #guard: ResourceGuard | null = null;
  #readVersion: string | null = null;

  constructor(
    private readonly declaration: DeclaredRoute,
    private readonly request: Request,
  ) {}

  /** Null where the response is not about a resource with versions. */
  get version(): string | null {
    return this.#guard?.version ?? this.#readVersion;
  }

  /**
   * The context with the guard of the resource that the request writes. Of a read, it finds the version before the
   * service reads anything, so that it is never newer than the body.
   * @throws AppError `invalid_request` for an `If-Match` that cannot be used.
   */
  async open(context: RequestContext, params: unknown): Promise<RequestContext> {
    const { resource: name } = this.declaration;
    const isRead = ["GET", "HEAD"].includes(this.request.method);
    if (!isRead) this.#ifMatch = readIfMatch(this.declaration, this.request.headers);
    if (!("organizationId" in context)) return context;
    const key = toKey(context.organizationId, params, context.now);
    if (!isRead) {
      const mayCreate = this.request.method === "PUT" && key.id !== "";
      this.#guard = new ResourceGuard(name ?? null, key, { ifMatch: this.#ifMatch, mayCreate });
      return { ...context, guard: this.#guard };
    }
    if (name === undefined) return context;
    this.#readVersion = await findVersion(context.database, name, key);
    return context;
  }

  /** @throws Error where a service wrote without comparing the version that the request names. */
  requireSatisfied(): void {
    if (this.#guard?.isSatisfied === false) {
      throw new Error(`${this.declaration.operationId} did not compare the version.`);
    }
  }
}

function toKey(organizationId: number, params: unknown, now: Date): ResourceKey {
  const { id, external_id: externalId } = Object(params);
  return { organizationId, id: String(id ?? externalId ?? ""), now };
}

function readIfMatch({ resource }: DeclaredRoute, headers: Headers): IfMatch | null {
  const header = headers.get("if-match");
  if (header === null) return null;
  if (resource === undefined) {
    throw createHeaderError("must not be sent: what this operation writes has no version");
  }
  const ifMatch = parseIfMatch(header);
  if (ifMatch === null) {
    throw createHeaderError('must be the ETag of a response, in quotes, a list of them, or "*"');
  }
  return ifMatch;
}

function createHeaderError(reason: string): AppError {
  return new AppError("invalid_request", `Nothing was changed: If-Match ${reason}.`, {
    invalidParams: [{ name: "If-Match", code: "invalid_format", reason }],
  });
}
