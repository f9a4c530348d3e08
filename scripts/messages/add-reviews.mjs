// `npm run messages:review`: gives each new or changed message an open line in messages/reviews.tsv. A reader who sees
// the text alone then writes `clear`, `kept: <reason>` or `open: <what is unclear>` for each language.
import { readFileSync, writeFileSync } from "node:fs";
import { addOpenReviews } from "./reviews.mjs";

const path = "messages/reviews.tsv";
const readCatalog = (language) => JSON.parse(readFileSync(`messages/${language}.json`, "utf8"));
const { reviews, open } = addOpenReviews(
  readFileSync(path, "utf8"),
  readCatalog("en"),
  readCatalog("de"),
);
writeFileSync(path, reviews);
console.log(open.length === 0 ? "Every message is reviewed." : `Open: ${open.join(", ")}`);
