import { afterAll, expect, test } from "vitest";
import { getReadiness, requireReadiness } from "@/lib/api/readiness";
import { createDatabase, disconnect } from "@/lib/db/client";
import { frozenNow } from "@/lib/testing/frozen-now";

const database = createDatabase("postgresql://pts-embedded:x@127.0.0.1:1/postgres");
const context = { database, now: frozenNow, requestId: "readiness-0001" };

afterAll(() => disconnect(database));

test.each([
  ["FATAL: could not write lock file: No space left on device", /data folder is full/],
  ["ENOSPC: no space left on device, open '/srv/data/server.log'", /data folder is full/],
  [
    "The embedded database did not start: its log is /srv/data/server.log.",
    /console has the reason/,
  ],
])(
  "the readiness says why the embedded database does not open, without a path: %s",
  async (failure, reason) => {
    const ready = requireReadiness(context, () => failure);

    await expect(ready).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
    await expect(ready).rejects.toThrow(reason);
    await expect(ready).rejects.toThrow(/^The embedded database does not open\. [^/]*$/);
  },
);

test("the readiness is the database's error while nothing is known of a failure", async () => {
  await expect(requireReadiness(context, () => null)).rejects.not.toHaveProperty("detail");
});

test("the API says that the database does not respond", async () => {
  await expect(getReadiness(context)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("The database does not respond."),
  });
});

test.each([
  ["a wrong host", "ENOTFOUND", "The database does not respond."],
  ["an expired certificate of the server", "CERT_HAS_EXPIRED", "The database does not respond."],
  ["a wrong password", "28P01", "The database rejects the user or the name in DATABASE_URL."],
  ["a wrong name", "3D000", "The database rejects the user or the name in DATABASE_URL."],
])("the API says in one sentence what is wrong with the database: %s", async (_, code, reason) => {
  const failing = () => {
    throw Object.assign(new Error("not for the caller"), { code });
  };
  await expect(getReadiness(context, failing)).rejects.toMatchObject({
    code: "unavailable",
    message: `${reason} The service connects to it again with each request.`,
  });
});
