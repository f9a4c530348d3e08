import { type DataTag, type InfiniteData, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { RequestContext } from "@/lib/api/request-context";
import type { RouteHandler } from "@/lib/api/route";
import { parseApiKey } from "@/lib/http/api-url";

type ReadOptions<Data> = { readonly queryKey: DataTag<QueryKey, Data, Error> };

type PagesOptions<Data> = { readonly queryKey: DataTag<QueryKey, InfiniteData<Data>, Error> };

/**
 * The queries of one page, filled in process by the endpoints that serve them: `prefetch` takes the GET of an endpoint
 * and the options that the hook uses.
 */
export function createPageQueries<Context extends RequestContext>(context: Context) {
  const queries = new QueryClient();

  function readInProcess<Data>(route: RouteHandler<Context, Data>, key: QueryKey): Promise<Data> {
    const { read } = route.declaration;
    if (read === undefined) {
      throw new Error(`${JSON.stringify(key)}: this route declares no read.`);
    }
    return route.serve(context, parseApiKey(read.path, key));
  }

  return {
    queries,

    /** @throws AppError as the endpoint. */
    prefetch: <Data>(
      route: RouteHandler<Context, Data>,
      { queryKey }: ReadOptions<Data>,
    ): Promise<Data> => queries.query({ queryKey, queryFn: () => readInProcess(route, queryKey) }),

    /**
     * What a page asks by POST: `respond` is the service of the endpoint. Where it fails, the page opens without it,
     * and the browser asks again.
     */
    prefetchBy: async <Data>(
      { queryKey }: ReadOptions<Data>,
      respond: (context: Context) => Promise<Data>,
    ): Promise<void> => {
      await queries.query({ queryKey, queryFn: () => respond(context) }).catch(() => undefined);
    },

    /** The first page of a list. @throws AppError as the endpoint. */
    prefetchPages: async <Data>(
      route: RouteHandler<Context, Data>,
      { queryKey }: PagesOptions<Data>,
    ): Promise<Data> => {
      const queryFn = () => readInProcess(route, queryKey);
      const { pages } = await queries.infiniteQuery({ queryKey, queryFn, initialPageParam: null });
      const [first] = pages;
      if (first === undefined) {
        throw new Error(`${JSON.stringify(queryKey)}: no page was read.`);
      }
      return first;
    },
  };
}

export type PageQueries<Context extends RequestContext> = ReturnType<
  typeof createPageQueries<Context>
>;
