import { createHash } from "node:crypto";

const fingerprint = (text) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** The texts of a catalog by id: `{ form: { save: "Save" } }` has the id `form.save`. */
export function listTexts(catalog, prefix = "") {
  return Object.fromEntries(
    Object.entries(catalog).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[prefix + key, value]]
        : Object.entries(listTexts(value, `${prefix}${key}.`)),
    ),
  );
}

/**
 * messages/reviews.tsv has a line for each message: its id, a fingerprint of the English and the German text, and a
 * reader's verdict on each. The reader sees the texts alone. `clear` and `kept: <reason>` close a message.
 *
 * @returns a sentence for each message that no reader has seen as it is, or whose verdict is open.
 */
export function findOpenReviews(reviews, englishCatalog, germanCatalog) {
  const english = listTexts(englishCatalog);
  const german = listTexts(germanCatalog);
  const rows = new Map(
    reviews
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split("\t"))
      .map(([id, ...rest]) => [id, rest]),
  );
  const unknown = [...rows.keys()].filter((id) => !(id in english));
  return [
    ...Object.keys(english).flatMap((id) => {
      const row = rows.get(id);
      if (row === undefined) {
        return [`${id} has no review.`];
      }
      const [prints, ...verdicts] = row;
      if (prints !== createFingerprint(english[id], german[id])) {
        return [`${id} changed after its review.`];
      }
      const isClosed =
        verdicts.length === 2 && verdicts.every((one) => /^(clear$|kept: .)/.test(one));
      return isClosed ? [] : [`${id} is open: ${verdicts.join("; ")}`];
    }),
    ...unknown.map((id) => `${id} has a review and no text.`),
  ];
}

/** What a reader has seen of a message. */
export function createFingerprint(english, german) {
  return `${fingerprint(english)}-${fingerprint(german)}`;
}
