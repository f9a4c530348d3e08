import { existsSync } from "node:fs";
import { join } from "node:path";
import sirv from "sirv";
import { sharedHeaders } from "../../next.config.mjs";

const address = "/_next/static/";
const types = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** What must be there for a file to be served: a finished one, in each of its forms. */
const formsOf = (path) => (/\.(js|css)$/.test(path) ? [path, `${path}.br`, `${path}.gz`] : [path]);

function setFileHeaders(response, path) {
  const type = types[/\.[a-z]+$/.exec(path)?.[0]];
  for (const { key, value } of sharedHeaders) response.setHeader(key, value);
  // Without a charset a script would be read in that of the page which asks for it.
  if (type !== undefined) response.setHeader("Content-Type", type);
}

/**
 * Serves what is in `.next/static` as postbuild.mjs left it: a handler of requests that hands on, by its third argument,
 * what is not there.
 */
export function serveStaticAssets(folder) {
  // Each is named after what is in it: whoever has it need not ask again.
  const serve = sirv(folder, {
    ...{ maxAge: 31_536_000, immutable: true, brotli: true, gzip: true },
    setHeaders: setFileHeaders,
  });
  return (request, response, next) => {
    const { method, url } = request;
    const path = url.split("?")[0].slice(address.length);
    const isAsked = url.startsWith(address) && (method === "GET" || method === "HEAD");
    // sirv lists the folder once, and would leave open what asks for a file of a build that was replaced since.
    if (!isAsked || !formsOf(path).every((form) => existsSync(join(folder, form)))) {
      next();
      return;
    }
    // A part of a file is of no use to anybody here; sirv throws at one that ends before it begins.
    delete request.headers.range;
    request.url = url.slice(address.length - 1);
    serve(request, response, () => {
      request.url = url;
      next();
    });
  };
}
