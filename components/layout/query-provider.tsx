"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { RequestProblem } from "@/lib/http/fetch-json";
import { keepSameInstant } from "./same-instant";

/** Long enough not to request again what the server has just rendered. */
const freshForMilliseconds = 60_000;

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: freshForMilliseconds, retry: mayRetry },
    },
  });
}

/** A retry helps where the server was unreachable or overloaded, not where it rejected the request. */
function mayRetry(failures: number, error: Error): boolean {
  const status = error instanceof RequestProblem ? error.status : null;
  return failures < 2 && (status === null || status >= 500 || status === 429);
}

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  useEffect(() => keepSameInstant(client), [client]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
