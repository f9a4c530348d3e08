import { queryOptions } from "@tanstack/react-query";
import type {
  SharedWidget,
  sharedWidget,
  sharedWidgetParams,
  sharedWidgetQuery,
  shareLinkList,
} from "@/lib/auth/share-links/schemas";
import { toApiUrl } from "@/lib/http/api-url";
import { defineRead } from "@/lib/http/define-read";
import { fetchJson, RequestProblem } from "@/lib/http/fetch-json";

export const shareLinksRead = defineRead<{ response: typeof shareLinkList }>(
  "/api/performance/share-links",
);

export const sharedWidgetRead = defineRead<{
  params: typeof sharedWidgetParams;
  query: typeof sharedWidgetQuery;
  response: typeof sharedWidget;
}>("/api/performance/user/{id}/widget");

/** Opens a widget on another site: a share link, or a widget token from the page around the widget. */
export type EmbedCredential =
  | { readonly kind: "link"; readonly link: string }
  | { readonly kind: "token"; readonly token: string };

/** So an open page shows new figures, and that a link was revoked. */
const refreshMilliseconds = 300_000;

/** The figures of a widget on another site. Without a credential, nothing is requested. */
export function embeddedWidgetOptions(userId: number, credential: EmbedCredential | null) {
  const link = credential?.kind === "link" ? credential.link : null;
  const token = credential?.kind === "token" ? credential.token : null;
  const input = { id: userId, link };
  const { queryKey } = sharedWidgetRead.options(input);
  return queryOptions({
    queryKey: token === null ? queryKey : [...queryKey, token],
    queryFn: ({ signal }) =>
      fetchJson<SharedWidget>(toApiUrl(sharedWidgetRead.path, input), {
        signal,
        ...(token !== null && { token }),
      }),
    enabled: credential !== null,
    refetchInterval: refreshMilliseconds,
  });
}

/** Whether no further attempt can succeed, as with a revoked link. */
export function isGone(error: Error | null): boolean {
  return error instanceof RequestProblem && [400, 401, 403, 404].includes(error.status ?? 0);
}
