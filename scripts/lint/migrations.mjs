import { createHash } from "node:crypto";

const place = "prisma/migrations/";
const hash = (text) => createHash("sha256").update(text).digest("hex");

/**
 * A database that has applied a migration keeps its checksum, so that a changed one can no longer be told from another.
 *
 * @param migrations the text of each migration by its path from the root.
 * @param list prisma/migrations.sha256: a line `<sha256>  <name>` for each migration, as `sha256sum` writes it.
 * @returns a sentence for each migration that has changed, is not listed, or is listed and gone.
 */
export function findChangedMigrations(migrations, list) {
  const listed = new Map(
    list
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("  ").toReversed()),
  );
  const names = [...migrations.keys()].map(getName);
  return [
    ...[...migrations].flatMap(([path, text]) => {
      const expected = listed.get(getName(path));
      if (expected === undefined) {
        return [
          `${path}: Add its line to prisma/migrations.sha256: ${hash(text)}  ${getName(path)}`,
        ];
      }
      return expected === hash(text)
        ? []
        : [`${path}: An applied migration never changes, not even a comment. Write a new one.`];
    }),
    ...[...listed.keys()]
      .filter((name) => !names.includes(name))
      .map((name) => `prisma/migrations.sha256: The migration ${name} is gone. Restore it.`),
  ];
}

function getName(path) {
  return path.slice(place.length).split("/")[0];
}
