import { createClient } from "performance-tracking-client";

/** The client of the service that the environment names: `PTS_URL` and `PTS_TOKEN`. */
export function connect() {
  const { PTS_URL: baseUrl, PTS_TOKEN: token } = process.env;
  if (!baseUrl || !token) throw new Error("Set PTS_URL and PTS_TOKEN.");
  return createClient({ baseUrl, token });
}
