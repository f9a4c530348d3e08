import { queryOptions } from "@tanstack/react-query";
import type { SharedWidget } from "@/lib/auth/share-links/schemas";
import { fetchJson, RequestProblem } from "@/lib/http/fetch-json";

/** What lets a widget on another site see figures: a share link, or a widget token that the page around it hands over. */
export type EmbedCredential =
  | { readonly kind: "link"; readonly link: string }
  | { readonly kind: "token"; readonly token: string };

/** A look now and then: whoever leaves the page open sees new figures, and that a link was revoked. */
const refreshMilliseconds = 300_000;

/** The figures of a widget on another site; without a credential none are asked for. */
export function embeddedWidgetOptions(userId: number, credential: EmbedCredential | null) {
  return queryOptions({
    queryKey: ["embedded-widget", userId, credential],
    queryFn: ({ signal }) => {
      if (credential === null) throw new Error("Nothing is asked for without a credential.");
      const address = `/api/performance/user/${userId}/widget`;
      return credential.kind === "link"
        ? fetchJson<SharedWidget>(`${address}?link=${encodeURIComponent(credential.link)}`, {
            signal,
          })
        : fetchJson<SharedWidget>(address, { signal, token: credential.token });
    },
    enabled: credential !== null,
    refetchInterval: refreshMilliseconds,
  });
}

/** Whether it will not work any more, however often one tries: as with a link that was revoked. */
export function isGone(error: Error | null): boolean {
  return error instanceof RequestProblem && [400, 401, 403, 404].includes(error.status ?? 0);
}
