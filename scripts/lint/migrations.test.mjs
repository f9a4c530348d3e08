import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { findChangedMigrations } from "./migrations.mjs";

const path = "prisma/migrations/20260101000000_teams/migration.sql";
const text = "CREATE TABLE teams ();\n";
const hash = createHash("sha256").update(text).digest("hex");
const list = `${hash}  20260101000000_teams\n`;

describe("the check of applied migrations", () => {
  test("accepts a migration as it was listed", () => {
    expect(findChangedMigrations(new Map([[path, text]]), list)).toEqual([]);
  });

  test("rejects a changed comment", () => {
    const changed = new Map([[path, `${text}-- A comment.\n`]]);
    expect(findChangedMigrations(changed, list)).toEqual([
      expect.stringContaining("An applied migration never changes"),
    ]);
  });

  test("gives the line of a migration that is not listed", () => {
    expect(findChangedMigrations(new Map([[path, text]]), "")).toEqual([
      expect.stringContaining(list.trim()),
    ]);
  });

  test("rejects a list that names a missing migration", () => {
    expect(findChangedMigrations(new Map(), list)).toEqual([
      expect.stringContaining("20260101000000_teams is gone"),
    ]);
  });
});
