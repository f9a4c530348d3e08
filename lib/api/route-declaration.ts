import type { z } from "zod";
import type { Accepted } from "@/lib/api/accepted";
import type { ApiTag } from "@/lib/api/openapi/tags";
import type { CallerContext, LinkContext, PersonContext, PublicContext } from "@/lib/context";
import type { ReadOf } from "@/lib/http/define-read";
import type { Download } from "@/lib/http/download";
import type { SignedRequest } from "@/lib/http/signed-request";
import type { Upload } from "@/lib/http/upload";
import {
  type Access,
  isPersonal,
  type OwnAccess,
  type SharedAccess,
} from "@/lib/performance/access/permissions";
import type { ResourceName } from "@/lib/resources/resource-states";

export type Fields = z.ZodObject;

/** A route: its description, who may call it, its input and output, and the service behind it. */
export type RouteDeclaration<
  SomeAccess extends Access,
  Params extends Fields,
  Query extends Fields,
  Body extends z.ZodType,
  Output extends z.ZodType,
> = {
  /** Unique in the API. Clients name their functions after it. */
  readonly operationId: string;
  /** What the operation does, in a few words that begin with a verb. */
  readonly summary: string;
  /** What the summary leaves out, in full sentences. */
  readonly description?: string;
  readonly tags: readonly [ApiTag, ...ApiTag[]];
  /** JSON that the schemas of the body and of the response accept. */
  readonly examples?: { readonly request?: z.input<Body>; readonly response?: Example<Output> };
  /** The read that pages and components make of this route. */
  readonly read?: ReadOf<NoInfer<Params>, NoInfer<Query>, NoInfer<Output>>;
  readonly access: SomeAccess;
  /** Rejects tokens, whatever their scopes: for what would outlive a token, or end a session. */
  readonly isBrowserOnly?: boolean;
  readonly params?: Params;
  /** Other names are rejected. */
  readonly query?: Query;
  readonly body?: Body;
  /** The content types of a file in the place of a body, which the handler reads as a stream. */
  readonly upload?: readonly string[];
  /** Whether the handler verifies the signature of the body, and so reads its bytes in the place of `body`. */
  readonly isSigned?: true;
  readonly response: Output;
  /** Default: 200. */
  readonly status?: number;
  /** The resource that the route creates, for `Location`. */
  readonly creates?: Creation<Output>;
  /** Whether a POST creates what has no URL of its own. It takes `Idempotency-Key`, as one with `creates` does. */
  readonly createsWithoutUrl?: boolean;
  /** Whether the response has a secret that is shown only once, and is not kept for `Idempotency-Key`. */
  readonly hasSecret?: boolean;
  /**
   * The resource of the path, for `ETag` and `If-Match`. The service of a write calls `requireVersion` in its
   * transaction.
   */
  readonly resource?: ResourceName;
  /** The body of a 202 response, where the handler may return `Accepted`. */
  readonly accepted?: z.ZodType;
  readonly handler: (input: {
    readonly context: ContextOfAccess<SomeAccess>;
    readonly params: z.output<Params>;
    readonly query: z.output<Query>;
    readonly body: z.output<Body>;
    /** Null where the route takes no file. */
    readonly upload: Upload | null;
    /** Reads the signed request; null where the route takes none. @throws AppError as `readLimited`. */
    readonly readSigned: (() => Promise<SignedRequest>) | null;
  }) => Promise<z.input<Output> | Accepted>;
};

type Creation<Output extends z.ZodType> = {
  /** The path of the resource, as `/api/performance/members/{id}`. */
  readonly path: string;
  /** Null where the response is about what was there before. */
  findId(body: z.input<Output>): number | string | null;
};

/** A download's example is of its JSON, which the schema of the download does not describe. */
type Example<Schema extends z.ZodType> = [z.input<Schema>] extends [Download]
  ? unknown
  : z.input<Schema>;

export type ContextOfAccess<SomeAccess extends Access> = SomeAccess extends "public"
  ? PublicContext
  : SomeAccess extends SharedAccess
    ? LinkContext
    : SomeAccess extends "signed_in" | OwnAccess
      ? PersonContext
      : CallerContext;

/** The part of a route from which the description of the API is made. */
export type DeclaredRoute = Omit<
  RouteDeclaration<Access, Fields, Fields, z.ZodType, z.ZodType>,
  "handler"
>;

/** Whether an operation creates something, and may create it once only, for one key of its caller. */
export function takesIdempotencyKey(
  method: string,
  { access, creates, createsWithoutUrl = false }: DeclaredRoute,
): boolean {
  return method === "POST" && isPersonal(access) && (creates !== undefined || createsWithoutUrl);
}
