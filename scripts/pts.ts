import "./read-secret-files.mjs";
import { reportFailure } from "./pts/failure";
import { createProgram } from "./pts/program";

async function main(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}

void main();
