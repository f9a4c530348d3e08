/** Passes the nonce of a response to its page, inside the server. */
export const nonceHeader = "x-nonce";

type PolicyOptions = {
  readonly nonce: string;
  /** The development server evaluates code, injects styles and uses a WebSocket. */
  readonly isDevelopment: boolean;
  /** True only for pages that other sites show in a frame. */
  readonly mayBeFramed: boolean;
};

/** What a page may load and run: its own files, and scripts with the nonce of this response. */
export function buildContentSecurityPolicy(options: PolicyOptions): string {
  const { nonce, isDevelopment, mayBeFramed } = options;
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    isDevelopment ? "connect-src 'self' ws: wss:" : "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${mayBeFramed ? "*" : "'none'"}`,
  ];
  return directives.join("; ");
}
