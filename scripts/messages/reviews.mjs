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
  const rows = parseRows(reviews);
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

/**
 * Keeps the lines of unchanged messages and opens those of new and changed ones, in the order of the catalog.
 *
 * @returns the text of the file, and the ids of the messages that it opened.
 */
export function addOpenReviews(reviews, englishCatalog, germanCatalog) {
  const english = listTexts(englishCatalog);
  const german = listTexts(germanCatalog);
  const rows = parseRows(reviews);
  const open = [];
  const lines = Object.keys(english).map((id) => {
    const print = createFingerprint(english[id], german[id]);
    const [seen, ...verdicts] = rows.get(id) ?? [];
    if (seen === print) return [id, print, ...verdicts];
    open.push(id);
    return [id, print, "open: not read", "open: not read"];
  });
  const [head] = reviews.split("\n");
  return { reviews: `${[head, ...lines.map((line) => line.join("\t"))].join("\n")}\n`, open };
}

function parseRows(reviews) {
  return new Map(
    reviews
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split("\t"))
      .map(([id, ...rest]) => [id, rest]),
  );
}

/** What a reader has seen of a message. */
export function createFingerprint(english, german) {
  return `${fingerprint(english)}-${fingerprint(german)}`;
}
