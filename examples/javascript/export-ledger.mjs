// Writes the ledger of the organization to a file: `node export-ledger.mjs ledger.ndjson`. Scope: logs:read.
// A download that breaks off goes on after the last whole line, with no entry that was written since.
import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import { ProblemError } from "performance-tracking-client";
import { connect } from "./connect.mjs";

const ATTEMPTS = 5;
const [file] = process.argv.slice(2);
const client = connect();
const part = openSync(`${file}.part`, "w");
/** What resumes the download, and the last entry that is in the file. */
let cursor;
let after;

async function download() {
  const response = await client.export.exportLogs({ format: "ndjson", cursor, after });
  cursor = response.headers.get("resume-cursor") ?? undefined;
  let rest = "";
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      writeSync(part, `${line}\n`);
      after = JSON.parse(line).id;
    }
  }
}

for (let attempt = 1; ; attempt += 1) {
  try {
    await download();
    break;
  } catch (error) {
    if (error instanceof ProblemError || attempt === ATTEMPTS) throw error;
    console.error(`The download broke off after entry ${after}, and goes on there.`);
  }
}
closeSync(part);
renameSync(`${file}.part`, file);
console.log(file);
