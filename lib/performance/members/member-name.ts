import { isErasedName } from "@/lib/performance/domain/privacy/erased-name";

const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const EMAIL = /^[^\s@/]+@[^\s@/]+$/u;
export const MAX_EMAIL_LENGTH = 320;
export const MAX_USERNAME_LENGTH = 64;

export const USERNAME_RULE =
  "1 to 64 letters, digits, dots, hyphens and underscores, and not a name that is reserved for erased people";

export function isUsername(text: string): boolean {
  return USERNAME.test(text) && !isErasedName(text);
}

/** Whether a lower-case text looks like an email address; only a delivered message can prove that it is one. */
export function isEmail(text: string): boolean {
  return EMAIL.test(text) && text.length >= 3 && text.length <= MAX_EMAIL_LENGTH;
}

/** The username that an email address suggests, or null where its local part suggests none. */
export function suggestUsername(email: string): string | null {
  const username = email
    .slice(0, email.indexOf("@"))
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "")
    .slice(0, MAX_USERNAME_LENGTH);
  return isUsername(username) ? username : null;
}

/** The username that a username, an email address or the words of a name suggest; null where they suggest none. */
export function suggestUsernameOf(name: string): string | null {
  if (isUsername(name)) return name;
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
  return suggestUsername(isEmail(name) ? plain : `${plain.replace(/\s+/g, ".")}@`);
}

/** The name itself where it is free, otherwise the first free one of `name-2`, `name-3`, … */
export function findFreeUsername(username: string, taken: ReadonlySet<string>): string {
  let candidate = username;
  for (let place = 2; taken.has(candidate.toLowerCase()); place += 1) {
    const suffix = `-${place}`;
    candidate = `${username.slice(0, MAX_USERNAME_LENGTH - suffix.length)}${suffix}`;
  }
  return candidate;
}
