import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { vi } from "vitest";
import { TextProvider } from "@/components/shared/text-provider";
import english from "@/messages/en.json";
import { TestRouter } from "./test-router";

/** Renders components as a page in English does; returns a user who works with them. */
export function renderPage(children: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const user = userEvent.setup();
  const page = render(
    <QueryClientProvider client={queries}>
      <TextProvider locale="en" messages={english}>
        <TestRouter>{children}</TestRouter>
      </TextProvider>
    </QueryClientProvider>,
  );
  return { ...page, user };
}

export type TestRequest = {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
};

/** Serves the requests of the components; returns the requests that were sent. */
export function serveRequests(respond: (request: TestRequest) => Response | Promise<Response>) {
  const requests: TestRequest[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const request = {
      method: init.method ?? "GET",
      url: new URL(url, "http://localhost"),
      body: typeof init.body === "string" ? JSON.parse(init.body) : null,
    };
    requests.push(request);
    return respond(request);
  });
  return requests;
}
