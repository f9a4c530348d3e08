import { existsSync } from "node:fs";
import { join } from "node:path";
import sirv from "sirv";
import { sharedHeaders } from "../../next.config.mjs";

const pathPrefix = "/_next/static/";
const types = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** The files that must exist before a file is served: itself and its compressed forms. */
const listForms = (path) =>
  /\.(js|css)$/.test(path) ? [path, `${path}.br`, `${path}.gz`] : [path];

function setFileHeaders(response, path) {
  const type = types[/\.[a-z]+$/.exec(path)?.[0]];
  for (const { key, value } of sharedHeaders) response.setHeader(key, value);
  // Without a charset, a browser reads a script in the charset of the page that loads it.
  if (type !== undefined) response.setHeader("Content-Type", type);
}

/** A request handler that serves the files of `.next/static` with the compressed forms that postbuild.mjs wrote. */
export function serveStaticAssets(folder) {
  // The name of a file changes with its content, so a browser may keep it for good.
  const serve = sirv(folder, {
    ...{ maxAge: 31_536_000, immutable: true, brotli: true, gzip: true },
    setHeaders: setFileHeaders,
  });
  return (request, response, next) => {
    const { method, url } = request;
    const path = url.split("?")[0].slice(pathPrefix.length);
    const isAsset = url.startsWith(pathPrefix) && (method === "GET" || method === "HEAD");
    // sirv lists the folder once. It would never respond to a request for a file that a later build has removed.
    if (!isAsset || !listForms(path).every((form) => existsSync(join(folder, form)))) {
      next();
      return;
    }
    // No client needs a range of these files, and sirv throws on one that ends before it begins.
    delete request.headers.range;
    request.url = url.slice(pathPrefix.length - 1);
    serve(request, response, () => {
      request.url = url;
      next();
    });
  };
}
