import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import { open, seal } from "@/lib/backup/envelope";
import { createDatabase, disconnect } from "@/lib/db/client";
import { parseConnectionUrl } from "@/lib/db/connection-url";
import { requireSessionSettings } from "@/lib/db/session-settings";
import { reportFailure } from "./failure";

function readSentence(error: unknown): string {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(reportFailure(error)).toBe(1);
  expect(write).toHaveBeenCalledTimes(1);
  return String(write.mock.calls[0]?.[0]);
}

const createError = (message: string, code: string) => Object.assign(new Error(message), { code });

/** The error of a connection to a server of this version, whose sessions have no setting that the service needs. */
function connectTo(version: number): Promise<unknown> {
  const target = parseConnectionUrl("postgresql://me@db.example.org/pts");
  const query = async ({ values: [names = []] }: { readonly values: string[][] }) =>
    await Promise.resolve({ rows: [{ role: "me", values: names.map(() => "CET"), version }] });
  return requireSessionSettings({ query }, target).catch((error: unknown) => error);
}

async function openHalf(): Promise<unknown> {
  const content = Buffer.alloc(100_000, "x");
  const whole = await buffer(seal(Readable.from([content]), null));
  const half = whole.subarray(0, whole.length / 2);
  return buffer(open(Readable.from([half]), null)).catch((error: unknown) => error);
}

const rejects = "The database cannot be used:";

test.each<[string, () => unknown, string | RegExp]>([
  [
    "a wrong password",
    () => createError("password authentication failed for user “pts”", "28P01"),
    `${rejects} password authentication failed for user “pts”. Check DATABASE_URL and that the server runs.\n`,
  ],
  [
    "a wrong address",
    () => createError("getaddrinfo ENOTFOUND db.example.org", "ENOTFOUND"),
    `${rejects} getaddrinfo ENOTFOUND db.example.org. Check DATABASE_URL and that the server runs.\n`,
  ],
  [
    "an expired certificate",
    () => createError("certificate has expired", "CERT_HAS_EXPIRED"),
    `${rejects} certificate has expired. Renew or correct the certificate of the database server.\n`,
  ],
  [
    "a full disk of the database",
    () => createError('could not extend file "base/5/1259": No space left on device', "53100"),
    "The disk of the database is full. Nothing was changed. Make room on it, then try again.\n",
  ],
  [
    "a full disk of this machine",
    () => Object.assign(createError("ENOSPC", "ENOSPC"), { path: "/tmp/rejected.csv" }),
    "The disk is full: /tmp/rejected.csv. Make room, then try again.\n",
  ],
  [
    "a database of an older version",
    () => connectTo(14),
    "The database server is PostgreSQL 14, but the service needs 15 or newer. Upgrade the server, or name another one in DATABASE_URL.\n",
  ],
  [
    "a database in another time zone",
    () => connectTo(17),
    /^The sessions of the database have other settings than the service needs\. Run this .+ALTER ROLE me SET timezone TO 'UTC';.+\n$/,
  ],
  [
    "a backup file cut in half",
    openHalf,
    "The backup is damaged: bytes were changed, or its end is missing. Nothing was restored. Use another backup.\n",
  ],
  [
    "a file that does not exist",
    () => Object.assign(createError("ENOENT", "ENOENT"), { path: "people.csv" }),
    "The file cannot be opened (ENOENT): people.csv. Nothing was done.\n",
  ],
])(
  "a command says in one sentence what is wrong and what to do: %s",
  async (_, cause, sentence) => {
    const said = readSentence(await cause());
    if (typeof sentence === "string") expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
  },
);

test("a command says where it found no database", async () => {
  const database = createDatabase("postgresql://pts-embedded:x@127.0.0.1:1/postgres");
  const error: unknown = await database.$queryRaw`SELECT 1`.catch((one: unknown) => one);
  await disconnect(database);
  expect(readSentence(error)).toMatch(/^The database cannot be used: .+\. Check/);
});
