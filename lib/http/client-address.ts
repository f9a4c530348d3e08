/** Set by scripts/start/server.mjs, which replaces what a client sends. */
const header = "x-pts-client-address";

/** The network that a request comes from: an IPv4 address or an IPv6 network; null outside a server. */
export function getClientAddress(headers: Headers): string | null {
  return headers.get(header);
}
