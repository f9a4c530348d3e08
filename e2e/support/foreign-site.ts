import { createServer } from "node:http";

export type ForeignSite = {
  readonly origin: string;
  readonly stop: () => Promise<void>;
};

/** Rules that would break the widget if they reached it, and rules that the widget must not change. */
const styles = `
  * { color: rgb(255, 0, 0); font-size: 40px; letter-spacing: 9px; }
  h3, .score, .metrics, .panel, iframe, button, .note { display: none; border: 9px solid; }
  .own { display: block; color: rgb(0, 128, 0); font-size: 13px; }
  .narrow { width: 190px; }
  .wide { width: 620px; }
`;

/**
 * Starts another site on its own port and host name. Its policy allows only what the documentation requires of a strict
 * site.
 * @param body returns the body of its page.
 */
export async function startForeignSite(service: string, body: () => string): Promise<ForeignSite> {
  const policy = [
    "default-src 'none'",
    `script-src ${service}`,
    `frame-src ${service}`,
    `img-src ${service}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
  ].join("; ");
  const server = createServer((request, response) => {
    if (request.url === "/style.css") {
      response.writeHead(200, { "content-type": "text/css" }).end(styles);
      return;
    }
    if (request.url !== "/") {
      response.writeHead(204).end();
      return;
    }
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    };
    const head =
      '<meta charset="utf-8"><title>Elsewhere</title><link rel="stylesheet" href="/style.css">';
    response.writeHead(200, headers);
    response.end(
      `<!doctype html><html lang="en"><head>${head}</head><body>${body()}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
