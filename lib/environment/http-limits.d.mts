/** In milliseconds. */
export const httpLimits: Readonly<Record<"keepAlive" | "headers" | "request" | "check", number>>;
