import { removeInvisible } from "@/lib/ingest/readers/raw-row";

/** Who a cell names. */
export type NamedPerson =
  | { readonly kind: "none" }
  | { readonly kind: "several" }
  | {
      readonly kind: "one";
      /** An e-mail address, a username or a display name. */
      readonly name: string;
      /** The display name beside an address, as in `Jane Doe <jane@acme.example>`; null without. */
      readonly displayName: string | null;
    };

const NO_PERSON = new Set([
  ...["", "-", "–", "—", "?", "unassigned", "not assigned", "no assignee", "none", "nobody"],
  ...["no one", "(unassigned)", "(none)", "n/a", "null", "nil", "tbd"],
  ...["nicht zugewiesen", "nicht zugeordnet", "keine angabe", "automation for jira"],
]);
const BOT = /\[bot\]$|^app\/|^[\w.-]+[-_]bot$|^(?:dependabot|renovate|github-actions)$/i;
/** Words and signs between people, with spaces around them. */
const BETWEEN = / (?:&|\+|\/|and|und) /i;
const WITH_ADDRESS = /^"?([^"<>]*?)"?\s*<(?:mailto:)?\s*([^<>\s]*@[^<>\s]+)\s*>$/i;

/** @param separatedByComma whether a comma separates people, and not a family name from a given name. */
export function readPerson(cell: string, separatedByComma: boolean): NamedPerson {
  const text = unwrap(removeInvisible(cell));
  if (NO_PERSON.has(text.toLowerCase()) || BOT.test(text)) return { kind: "none" };
  const parts = text
    .replace(BETWEEN, ";")
    .split(separatedByComma || text.includes("@") ? /[;,\n|]/ : /[;\n|]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length > 1 && !WITH_ADDRESS.test(text)) return { kind: "several" };
  const [, shown = "", address] = WITH_ADDRESS.exec(text) ?? [];
  if (address !== undefined) {
    return { kind: "one", name: address, displayName: shown === "" ? null : toNaturalOrder(shown) };
  }
  return { kind: "one", name: toNaturalOrder(text), displayName: null };
}

/** Without quotes, brackets, `mailto:` or `@` around it. */
function unwrap(text: string): string {
  const inner = text
    .replace(/^(['"‘“])(.*)['"’”]$/u, "$2")
    .replace(/^\[([^[\]]*)\]$/, "$1")
    .replace(/^<([^<>]*)>$/, "$1")
    .replace(/^mailto:/i, "")
    .replace(/^@/, "")
    .trim();
  return inner === text ? text : unwrap(inner);
}

/** `Silva, Maria` is Maria Silva. */
function toNaturalOrder(name: string): string {
  const [, family, given] = /^([^,@]+), *([^,@]+)$/.exec(name) ?? [];
  return family === undefined ? name : `${given} ${family}`;
}

/** As names are compared: in NFC, without case. */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** The parts of a name in any order and form: of Maria Silva, `Silva, Maria`, `maria.silva` and `maria.silva@x`. */
export function toNameKey(name: string): string {
  const local = name.includes("@") ? name.slice(0, name.indexOf("@")).replace(/\+.*$/, "") : name;
  return local
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "")
    .toSorted()
    .join(" ");
}

/** An id that an account has in a tracker, and that says nothing about its person. */
export function isOpaqueId(name: string): boolean {
  return /^\d+:[0-9a-f-]{6,}$/i.test(name) || /^(?=(?:.*\d){6})[0-9a-z]{20,}$/i.test(name);
}
