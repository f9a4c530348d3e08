// Sends tickets to the service: `node sync-tickets.mjs tickets.ndjson state.json`. Scope: assignments:write.
// It may end at any time. The next run goes on after the last batch that was recorded; sending a batch again changes
// nothing, because each ticket has its own external_id.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { connect } from "./connect.mjs";

const BATCH = 200;
const [ticketsFile, stateFile] = process.argv.slice(2);

function readDone() {
  try {
    return JSON.parse(readFileSync(stateFile, "utf8")).done;
  } catch {
    return 0;
  }
}

/** Replaces the file at once, so that no half of it is ever read. */
function writeDone(done) {
  writeFileSync(`${stateFile}.new`, JSON.stringify({ done }));
  renameSync(`${stateFile}.new`, stateFile);
}

const client = connect();
const tickets = readFileSync(ticketsFile, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

for (let done = readDone(); done < tickets.length; ) {
  const assignments = tickets
    .slice(done, done + BATCH)
    .map(({ key, assignee, summary, due, resolved }) => ({
      external_id: key,
      assignee,
      title: summary,
      due_at: due,
      completed_at: resolved,
    }));
  const { results } = await client.assignments.recordAssignments({ assignments });
  for (const { external_id: key, outcome, errors } of results) {
    if (outcome === "rejected")
      console.error(`${key}: ${errors.map(({ reason }) => reason).join("; ")}`);
  }
  done += assignments.length;
  writeDone(done);
  console.log(`${done} of ${tickets.length}`);
}
