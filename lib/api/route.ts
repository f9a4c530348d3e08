import type { z } from "zod";
import type { PersonContext, PublicContext } from "@/lib/context";
import type { Access } from "@/lib/performance/access";

type Fields = z.ZodObject;

/** What a route is: who may call it, what it takes, what it answers, and the service that does it. */
export type RouteDeclaration<
  SomeAccess extends Access,
  Params extends Fields,
  Query extends Fields,
  Body extends z.ZodType,
  Response extends z.ZodType,
> = {
  readonly access: SomeAccess;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly response: Response;
  /** 200 unless said otherwise. */
  readonly status?: number;
  readonly handler: (input: {
    readonly context: SomeAccess extends "public" ? PublicContext : PersonContext;
    readonly params: z.output<Params>;
    readonly query: z.output<Query>;
    readonly body: z.output<Body>;
  }) => Promise<z.input<Response>>;
};

type SegmentData = {
  readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

export type RouteHandler = (request: Request, segment: SegmentData) => Promise<Response>;
