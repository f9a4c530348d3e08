import { loadCompiledRoutes } from "./compiled-routes.mjs";
import { acceptsGzip, findHeaders, findRoute } from "./find-route.mjs";
import { sendResponse } from "./send-response.mjs";
import { createWebRequest } from "./web-request.mjs";

/**
 * Sends plain requests of the API to the handlers of the build, past the router of Next.js, which takes more processor
 * time than most handlers.
 * @param origin what URLs begin with, without the protocol
 */
export function createDispatcher({ buildFolder, origin, warn = console.warn }) {
  let routes = null;

  return {
    /** Loads the handlers. Until then, and for good if the build is not as expected, Next.js handles each request. */
    async load() {
      try {
        routes = await loadCompiledRoutes(buildFolder);
      } catch (error) {
        warn(`All requests of the API go through the router of Next.js. ${error.message}`);
      }
    },

    /** Returns whether it has taken the request. */
    dispatch(request, response) {
      const route = routes === null ? null : findRoute(routes, request);
      if (route === null) return false;
      const headers = findHeaders(routes, route.pathname, request.headers);
      for (const [name, value] of headers) response.setHeader(name, value);
      void handle(route, request, response, origin);
      return true;
    },
  };
}

async function handle({ handler, params }, request, response, origin) {
  try {
    const webRequest = createWebRequest(request, response, origin);
    const result = await handler(webRequest, { params: Promise.resolve(params) });
    await sendResponse(result, response, acceptsGzip(request.headers));
  } catch (error) {
    console.error(`${request.method} ${request.url} failed:`, error);
    response.statusCode = 500;
    response.end();
  }
}
