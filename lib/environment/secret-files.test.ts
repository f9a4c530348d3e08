import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSecretFiles } from "./secret-files.mjs";

function writeSecret(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "pts-secret-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "secret");
  writeFileSync(file, text);
  return file;
}

test("reads a secret from its file without the line break at its end", () => {
  const url = "postgresql://me:word@db/pts";
  expect(readSecretFiles({ DATABASE_URL_FILE: writeSecret(`${url}\n`) })).toEqual({
    DATABASE_URL: url,
  });
  expect(readSecretFiles({ DATABASE_URL: url, NEXTAUTH_SECRET_FILE: "" })).toEqual({});
});

test("rejects a missing or empty file of a secret, and a secret that is set twice, without its value", () => {
  const read = (source: Record<string, string>) => () => readSecretFiles(source);
  expect(read({ NEXTAUTH_SECRET_FILE: "/missing/secret" })).toThrow(
    "The file of NEXTAUTH_SECRET_FILE cannot be read (ENOENT): /missing/secret.",
  );
  const empty = writeSecret("\n");
  expect(read({ PTS_METRICS_TOKEN_FILE: empty })).toThrow(
    `The file of PTS_METRICS_TOKEN_FILE is empty: ${empty}.`,
  );
  expect(read({ NEXTAUTH_SECRET: "word", NEXTAUTH_SECRET_FILE: empty })).toThrow(
    "Both NEXTAUTH_SECRET and NEXTAUTH_SECRET_FILE are set. Nothing was done. Set one of them.",
  );
});
