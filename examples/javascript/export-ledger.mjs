// Writes the ledger of the organization to a file: `node export-ledger.mjs ledger.ndjson`. Scope: logs:read.
import { createWriteStream, renameSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { connect } from "./connect.mjs";

const [file] = process.argv.slice(2);
const response = await connect().export.exportLogs({ format: "ndjson" });

// A broken download throws before the file has its name.
await pipeline(Readable.fromWeb(response.body), createWriteStream(`${file}.part`));
renameSync(`${file}.part`, file);
console.log(file);
