import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listChangedSettings } from "./changed-settings";
import { settingDefaults } from "./setting-defaults.mjs";

test("lists settings that differ from their defaults, and hides secrets and places", () => {
  expect(
    listChangedSettings({
      PORT: "3000",
      LOG_LEVEL: "debug",
      PTS_RATE_LIMIT: "",
      NEXTAUTH_SECRET: "a secret of thirty-two characters",
      PTS_BACKUP_DIR: "/var/backups",
      HOME: "/root",
    }),
  ).toEqual([
    { name: "NEXTAUTH_SECRET", value: null },
    { name: "LOG_LEVEL", value: "debug" },
    { name: "PTS_BACKUP_DIR", value: null },
  ]);
});

test("knows each setting of .env.example", () => {
  const example = readFileSync(".env.example", "utf8");
  const names = [...example.matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name ?? "");
  const plain = names.filter((name) => !/^(?!PTS_BACKUP_PASSPHRASE).*_FILE$/.test(name));
  expect(Object.keys(settingDefaults).toSorted()).toEqual(plain.toSorted());
});

test("the README has each setting with its default", () => {
  const rows = readFileSync("README.md", "utf8").split("\n");
  for (const [name, { value }] of Object.entries(settingDefaults)) {
    const row = rows.find((one) => one.startsWith(`| \`${name}\` |`));
    expect(row).toBeDefined();
    if (value !== null) expect(row).toContain(`| \`${value}\` |`);
  }
});

test("hides each setting that may hold a secret", () => {
  const secrets = Object.entries(settingDefaults).filter(([name]) =>
    /SECRET|TOKEN|PASSPHRASE|DATABASE_URL/.test(name),
  );
  expect(secrets.length).toBeGreaterThan(3);
  expect(secrets.filter(([, { isHidden }]) => !isHidden)).toEqual([]);
});
