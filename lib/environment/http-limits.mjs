/** In milliseconds. */
export const httpLimits = {
  /** Longer than the minute for which most proxies keep a connection: a request on one that closes is lost. */
  keepAlive: 75_000,
  /** From the first byte of a request, or of a connection without one, to the end of the headers. */
  headers: 20_000,
  /** From the first byte of a request to its last. */
  request: 120_000,
  /** How often slow connections are looked for. */
  check: 5_000,
};
