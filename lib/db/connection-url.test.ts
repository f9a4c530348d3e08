import { expect, test } from "vitest";
import { parseConnectionUrl } from "@/lib/db/connection-url";

test("removes session options and the parameters that only Prisma knows from a URL", () => {
  const url =
    "postgresql://me:p%40ss@db.example.org:5433/pts?schema=tracking&connection_limit=3&options=-c%20work_mem%3D8MB&sslmode=require";

  expect(parseConnectionUrl(url)).toEqual({
    isEmbedded: false,
    connectionString: "postgresql://me:p%40ss@db.example.org:5433/pts?sslmode=require",
    schema: "tracking",
    isPooled: false,
    sessionOptions: "-c work_mem=8MB",
  });
});

test("knows PgBouncer by its parameter", () => {
  const target = parseConnectionUrl("postgresql://me@db.example.org/pts?pgbouncer=true");
  expect(target.isPooled).toBe(true);
  expect(target.connectionString).toBe("postgresql://me@db.example.org/pts");
});

test("knows an embedded database by the user in its URL", () => {
  expect(parseConnectionUrl("postgresql://pts-embedded:key@127.0.0.1:1/postgres").isEmbedded).toBe(
    true,
  );
});
