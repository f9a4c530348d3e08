import {
  AppRouterContext,
  type AppRouterInstance,
} from "next/dist/shared/lib/app-router-context.shared-runtime";
import {
  PathnameContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { type ReactNode, startTransition, useEffect, useState } from "react";

const ignore = () => {};

/** There is no server that could render another page. */
const router: AppRouterInstance = {
  bfcacheId: "test",
  back: ignore,
  forward: ignore,
  refresh: ignore,
  push: ignore,
  replace: ignore,
  prefetch: ignore,
};

const methods = ["pushState", "replaceState"] as const;

/** Follows the browser's URL as the router of Next.js does: a moment later, in a transition. */
export function TestRouter({ children }: { children: ReactNode }) {
  const [url, setUrl] = useState(() => new URL(window.location.href));
  useEffect(() => {
    const follow = () => startTransition(() => setUrl(new URL(window.location.href)));
    const { history } = window;
    const originals = methods.map((method) => [method, history[method]] as const);
    for (const [method, original] of originals) {
      history[method] = (...args: Parameters<History["pushState"]>) => {
        original.apply(history, args);
        follow();
      };
    }
    window.addEventListener("popstate", follow);
    return () => {
      window.removeEventListener("popstate", follow);
      for (const [method, original] of originals) {
        history[method] = original;
      }
    };
  }, []);
  return (
    <AppRouterContext value={router}>
      <PathnameContext value={url.pathname}>
        <SearchParamsContext value={url.searchParams}>{children}</SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>
  );
}
