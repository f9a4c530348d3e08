import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The route of every folder of `app` with a page, such as `/team/members/[id]`. */
export function listRoutes(): string[] {
  const app = fileURLToPath(new URL("../../app", import.meta.url));
  return readdirSync(app, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => {
      const folders = file.split("/").slice(0, -1);
      return `/${folders.filter((folder) => !folder.startsWith("(")).join("/")}`;
    })
    .toSorted();
}
