import type { z } from "zod";
import type { Accepted } from "@/lib/api/accepted";
import type { ApiTag } from "@/lib/api/openapi/tags";
import type { LinkContext, PersonContext, PublicContext } from "@/lib/context";
import type { ReadOf } from "@/lib/http/define-read";
import type { Download } from "@/lib/http/download";
import type { Access, SharedAccess } from "@/lib/performance/access/permissions";

export type Fields = z.ZodObject;

/** What a route is: who may call it, what it takes, what it answers, and the service that does it. */
export type RouteDeclaration<
  SomeAccess extends Access,
  Params extends Fields,
  Query extends Fields,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = {
  /** Unique in the API. Clients name their functions after it. */
  readonly operationId: string;
  /** What the operation does, in a few words that begin with a verb. */
  readonly summary: string;
  /** What the summary leaves out, in full sentences. */
  readonly description?: string;
  readonly tags: readonly [ApiTag, ...ApiTag[]];
  /** JSON that the schemas of the body and of the response accept. */
  readonly examples?: { readonly request?: z.input<Body>; readonly response?: Example<Answer> };
  /** The read that pages and components make of this route. */
  readonly read?: ReadOf<NoInfer<Params>, NoInfer<Query>, NoInfer<Answer>>;
  readonly access: SomeAccess;
  /** That no token may, whatever its scopes: what would outlive it, or sign somebody out. */
  readonly isBrowserOnly?: boolean;
  readonly params?: Params;
  /** Names that are not in it are refused. */
  readonly query?: Query;
  readonly body?: Body;
  readonly response: Answer;
  /** 200 unless said otherwise. */
  readonly status?: number;
  /** What `Accepted` answers hold, where the handler may give one. */
  readonly accepted?: z.ZodType;
  readonly handler: (input: {
    readonly context: ContextOfAccess<SomeAccess>;
    readonly params: z.output<Params>;
    readonly query: z.output<Query>;
    readonly body: z.output<Body>;
  }) => Promise<z.input<Answer> | Accepted>;
};

/** A download's example is of its JSON, which the schema of the download does not describe. */
type Example<Schema extends z.ZodType> = [z.input<Schema>] extends [Download]
  ? unknown
  : z.input<Schema>;

export type ContextOfAccess<SomeAccess extends Access> = SomeAccess extends "public"
  ? PublicContext
  : SomeAccess extends SharedAccess
    ? LinkContext
    : PersonContext;

/** What a route says of itself: the description of the API is made from it. */
export type DeclaredRoute = Omit<
  RouteDeclaration<Access, Fields, Fields, z.ZodType, z.ZodType>,
  "handler"
>;
