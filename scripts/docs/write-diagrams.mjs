// Writes the diagrams of docs/architecture.md from the table of layers and the data model: `npm run docs:diagrams`.
import { readFileSync, writeFileSync } from "node:fs";
import { fillArchitecturePage } from "./diagrams.mjs";

const page = "docs/architecture.md";
const schema = readFileSync("prisma/schema.prisma", "utf8");
writeFileSync(page, fillArchitecturePage(readFileSync(page, "utf8"), schema));
console.log(`Wrote the diagrams of ${page}.`);
