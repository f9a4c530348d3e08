/** What a person signs in with, in lower case: an e-mail address, or a username in an organization. */
export type SignInName =
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "username"; readonly organization: string; readonly username: string };

const LONGEST_NAME = 320;

/** A name as it is compared and counted: in whatever case people type it, it is the same name. */
export function normalizeSignInName(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

/** Null for what can be neither. */
export function parseSignInName(text: string): SignInName | null {
  const name = normalizeSignInName(text);
  // The control characters are refused, as no name has them and the database takes no NUL.
  if (name.length === 0 || name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) {
    return null;
  }
  const slash = name.indexOf("/");
  if (slash > 0 && slash < name.length - 1) {
    return {
      kind: "username",
      organization: name.slice(0, slash),
      username: name.slice(slash + 1),
    };
  }
  return name.includes("@") ? { kind: "email", email: name } : null;
}
