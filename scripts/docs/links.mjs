import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const linkPattern = /\]\(([^)\s]+)\)/g;
const pathPattern =
  /`((?:app|components|docs|e2e|lib|prisma|public|scripts)\/[\w.()[\]/-]+\.\w+)`/g;

const withoutCode = (text) => text.replace(/^```[\s\S]*?^```$/gm, "");

/** The anchor that GitHub gives a heading. */
function toAnchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
}

/** @returns the anchors of a page in Markdown. */
export function listAnchors(text) {
  return [...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => toAnchor(heading));
}

function isBroken(page, target, files) {
  const [path, anchor] = target.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), path));
  if (!files.exists(file)) {
    return true;
  }
  return Boolean(anchor) && !listAnchors(files.read(file)).includes(anchor);
}

const disk = { exists: existsSync, read: (file) => readFileSync(file, "utf8") };

/** @returns a sentence for each link to a file or heading, and each path in code, that does not exist. */
export function findBrokenReferences(page, text, files = disk) {
  const prose = withoutCode(text);
  const links = [...prose.matchAll(linkPattern)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target) && isBroken(page, target, files))
    .map((target) => `${page}: the link "${target}" leads nowhere.`);
  const paths = [...prose.matchAll(pathPattern)]
    .map(([, path]) => path)
    .filter((path) => !files.exists(path))
    .map((path) => `${page}: "${path}" does not exist.`);
  return [...links, ...paths];
}
