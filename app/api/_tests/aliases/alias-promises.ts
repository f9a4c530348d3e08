/** What the mode `pseudonymous` promises, in the words of docs/privacy.md. */
export const aliasPromises = [
  "no name",
  "no trace of a name",
  "one alias",
  "no search by name",
  "no public figures",
] as const;

/** What the adversary found against a promise. */
export type AliasFinding = {
  readonly promise: (typeof aliasPromises)[number];
  readonly text: string;
};
