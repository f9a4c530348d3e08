import { openEmbeddedDatabase } from "@/lib/db/embedded/keep-open";

const database = await openEmbeddedDatabase({ dataDirectory: process.argv[2] ?? "" });
process.stdout.write(`${database.pid}\n`);
setInterval(() => {}, 60_000);
