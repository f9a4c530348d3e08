import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  deleteAbandoned,
  deleteOlderBackups,
  findNewestBackup,
  nameBackup,
  parseBackupName,
  writeWhole,
} from "./folder";
import { isBackupDue } from "./nightly-backups";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pts-backups-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const nameOfDay = (day: number) =>
  nameBackup(`2026-05-${String(day).padStart(2, "0")}T02:00:00.000Z`);

describe("a folder of backups", () => {
  it("keeps the newest by their names, and every other file", async () => {
    const others = ["notes.txt", "pts-2026.ptsbackup", `${nameOfDay(1)}.unfinished`];
    for (const name of [...[1, 12, 3, 30].map(nameOfDay), ...others]) {
      await writeFile(join(folder, name), "");
    }
    expect(await findNewestBackup(folder)).toEqual(new Date("2026-05-30T02:00:00Z"));
    expect(await deleteOlderBackups(folder, 2)).toBe(2);
    expect((await readdir(folder)).sort()).toEqual(
      [...others, nameOfDay(12), nameOfDay(30)].sort(),
    );
    expect(await deleteOlderBackups(folder, 2)).toBe(0);
  });

  it("names a backup by its instant", () => {
    const instant = "2026-05-13T10:17:23.456Z";
    expect(parseBackupName(nameBackup(instant))).toEqual(new Date(instant));
    expect(parseBackupName("backup.tar")).toBeNull();
  });

  it("loses an unfinished backup after a day", async () => {
    const [old, young] = [`${nameOfDay(1)}.unfinished`, `${nameOfDay(2)}.unfinished`];
    for (const name of [old, young]) await writeFile(join(folder, name), "");
    const now = new Date("2026-05-13T10:00:00Z");
    for (const [name, hours] of [
      [old, 25],
      [young, 23],
    ] as const) {
      const written = new Date(now.getTime() - hours * 60 * 60_000);
      await utimes(join(folder, name), written, written);
    }
    await deleteAbandoned(folder, now);
    expect(await readdir(folder)).toEqual([young]);
  });
});

describe("writing a backup", () => {
  it("shows the file under its name when it is whole, to its owner only", async () => {
    const { path, bytes } = await writeWhole(folder, "whole", async (append) => {
      expect(await readdir(folder)).toEqual(["whole.unfinished"]);
      await append(Buffer.from("abc"));
    });
    expect(bytes).toBe(3);
    expect((await stat(path)).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
  });

  it("leaves nothing behind after an error", async () => {
    const failing = writeWhole(folder, "whole", async (append) => {
      await append(Buffer.from("abc"));
      throw new Error("the database is gone");
    });
    await expect(failing).rejects.toThrow("the database is gone");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a nightly backup", () => {
  const due = (newest: string | null, now: string) =>
    isBackupDue(newest === null ? null : new Date(newest), 120, new Date(now));

  it("is due once after its time of the day in UTC, and at once when it was missed", () => {
    expect(due(null, "2026-05-13T00:00:00Z")).toBe(true);
    expect(due("2026-05-12T02:00:03Z", "2026-05-13T01:59:59Z")).toBe(false);
    expect(due("2026-05-12T02:00:03Z", "2026-05-13T02:00:00Z")).toBe(true);
    expect(due("2026-05-13T02:00:03Z", "2026-05-13T23:59:59Z")).toBe(false);
    expect(due("2026-05-10T02:00:03Z", "2026-05-13T01:00:00Z")).toBe(true);
  });
});
