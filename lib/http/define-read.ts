import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { type ApiInput, toApiKey, toApiUrl } from "@/lib/http/api-url";
import { fetchJson } from "@/lib/http/fetch-json";

type Fields = z.ZodObject;

/** The fields of a read without parameters. */
export type NoFields = z.ZodObject<Record<never, never>>;

/** The types of a read's schemas. The schemas themselves stay on the server. */
type ReadSchemas = {
  readonly params?: Fields;
  readonly query?: Fields;
  readonly response: z.ZodType;
};

type PageSchemas = ReadSchemas & {
  readonly response: z.ZodType<unknown, { readonly next_cursor: string | null }>;
};

type FieldsOf<Schema> = Schema extends Fields ? Schema : NoFields;

type RequiredNames<Schema extends Fields> = {
  [Name in keyof z.input<Schema>]-?: undefined extends z.input<Schema>[Name] ? never : Name;
}[keyof z.input<Schema>];

/** A parsed value as a caller gives it. Ids are numbers outside the server. */
type Given<Value> = Value extends bigint ? bigint | number : Value;

type GivenFields<Schema> = Schema extends Fields
  ? {
      readonly [Name in RequiredNames<Schema>]: Given<OutputOf<Schema, Name>>;
    } & {
      readonly [Name in Exclude<keyof z.input<Schema>, RequiredNames<Schema>>]?:
        | Given<Exclude<OutputOf<Schema, Name>, undefined>>
        | null
        | undefined;
    }
  : unknown;

type OutputOf<Schema extends Fields, Name> = z.output<Schema>[Name & keyof z.output<Schema>];

type InputOf<Schemas extends ReadSchemas> = GivenFields<Schemas["params"]> &
  GivenFields<Schemas["query"]>;

/** The input may be left out where all of it is optional. */
type Arguments<Input> = keyof Input extends never
  ? []
  : Partial<Input> extends Input
    ? [input?: Input]
    : [input: Input];

type DataOf<Schemas extends ReadSchemas> = z.input<Schemas["response"]>;

/** What ties the route of an endpoint to the read that pages and components make of it. */
export type ReadOf<Params extends Fields, Query extends Fields, Response extends z.ZodType> = {
  /** As `/api/performance/user/{id}`. */
  readonly path: string;
  /** Never set: it carries the types. */
  readonly schemas?: {
    readonly params: Params;
    readonly query: Query;
    readonly response: Response;
  };
};

/**
 * Declares what pages and components read from an endpoint: its path, and the types of its schemas. A hook takes the
 * result of `options`, and a page prefetches with the same. Key and URL are made from the input alone.
 */
export function defineRead<Schemas extends ReadSchemas>(path: string) {
  const read: ReadOf<
    FieldsOf<Schemas["params"]>,
    FieldsOf<Schemas["query"]>,
    Schemas["response"]
  > = { path };
  return {
    ...read,
    options: (...[input]: Arguments<InputOf<Schemas>>) =>
      queryOptions({
        queryKey: toApiKey(path, toApiInput(input)),
        queryFn: ({ signal }) =>
          fetchJson<DataOf<Schemas>>(toApiUrl(path, toApiInput(input)), { signal }),
      }),
  };
}

const firstCursor: string | null = null;

/** Declares a read of a list with `next_cursor`. `pages` reads it page by page. */
export function definePagedRead<Schemas extends PageSchemas>(path: string) {
  return {
    ...defineRead<Schemas>(path),
    pages: (...[input]: Arguments<Omit<InputOf<Schemas>, "cursor">>) =>
      infiniteQueryOptions({
        // Its data has another shape than that of the single read with the same input.
        queryKey: [...toApiKey(path, toApiInput(input)), "pages"] as const,
        queryFn: ({ pageParam: cursor, signal }) =>
          fetchJson<DataOf<Schemas>>(toApiUrl(path, { ...toApiInput(input), cursor }), { signal }),
        initialPageParam: firstCursor,
        getNextPageParam: (lastPage) => lastPage.next_cursor,
      }),
  };
}

function toApiInput(input: unknown): ApiInput {
  return Object.fromEntries(Object.entries(input ?? {}));
}
