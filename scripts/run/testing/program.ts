/** A program for tests of scripts/run.mjs. */
import "server-only";

type Arguments = readonly string[];

const given: Arguments = process.argv.slice(2);
if (given.includes("--fail")) throw new Error("wrong");
console.log(given.join());
process.exitCode = 3;
