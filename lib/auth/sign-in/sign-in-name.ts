/** An e-mail address, or a username in an organization, in lower case. */
export type SignInName =
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "username"; readonly organization: string; readonly username: string };

export const MAX_SIGN_IN_NAME_LENGTH = 320;

/** The form in which names are compared and counted. */
export function normalizeSignInName(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

/** Null if the text is neither. */
export function parseSignInName(text: string): SignInName | null {
  const name = normalizeSignInName(text);
  // No name has control characters, and the database accepts no NUL.
  if (name.length === 0 || name.length > MAX_SIGN_IN_NAME_LENGTH || /\p{Cc}/u.test(name)) {
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
