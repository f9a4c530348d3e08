import { expect, test, vi } from "vitest";
import { createDatabase, disconnect } from "@/lib/db/client";
import { reportFailure } from "./failure";

test.each([
  ["password authentication failed for user “pts”", "28P01"],
  ["getaddrinfo ENOTFOUND db.example.org", "ENOTFOUND"],
  ["certificate has expired", "CERT_HAS_EXPIRED"],
])("a command says in one sentence that the database cannot be used: %s", (message, code) => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(reportFailure(Object.assign(new Error(message), { code }))).toBe(1);
  expect(write.mock.calls).toEqual([
    [`The database cannot be used: ${message}. Check DATABASE_URL and that the server runs.\n`],
  ]);
});

test("a command says where it found no database", async () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const database = createDatabase("postgresql://pts-embedded:x@127.0.0.1:1/postgres");
  const error: unknown = await database.$queryRaw`SELECT 1`.catch((one: unknown) => one);
  await disconnect(database);
  reportFailure(error);
  expect(String(write.mock.calls[0]?.[0])).toMatch(/^The database cannot be used: .+\. Check/);
});
