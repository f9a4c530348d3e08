import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { vi } from "vitest";
import { TextProvider } from "@/components/shared/text-provider";
import english from "@/messages/en.json";
import { TestRouter } from "./test-router";

function createPage(children: ReactNode): ReactNode {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return (
    <QueryClientProvider client={queries}>
      <TextProvider locale="en" messages={english}>
        <TestRouter>{children}</TestRouter>
      </TextProvider>
    </QueryClientProvider>
  );
}

/** Renders components as a page in English does; returns a user who works with them. */
export function renderPage(children: ReactNode) {
  return { ...render(createPage(children)), user: userEvent.setup() };
}

/** Renders components on the server, and hydrates them after an early visitor has used the markup. */
export function hydratePage(children: ReactNode, visit: (container: HTMLElement) => void) {
  const container = document.body.appendChild(document.createElement("div"));
  container.innerHTML = renderToString(createPage(children));
  visit(container);
  const page = render(createPage(children), { container, hydrate: true });
  return { ...page, user: userEvent.setup() };
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
