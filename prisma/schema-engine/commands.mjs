import { createDatabase, createDriver } from "./driver.mjs";
import { describeError } from "./errors.mjs";

const COMMANDS = {
  "can-connect-to-database": async (datasource) => {
    const driver = createDriver(datasource);
    try {
      const adapter = await driver.connect();
      await adapter.executeScript("SELECT 1");
    } finally {
      await driver.close();
    }
  },
  "create-database": (datasource) => createDatabase(datasource.url),
};

/** Runs a command of the engine and prints an error to standard error. @returns the exit code. */
export async function runCommand(name, datasource) {
  const command = COMMANDS[name];
  if (command === undefined) {
    process.stderr.write(`The schema engine has no command "${name}".\n`);
    return 1;
  }
  try {
    await command(datasource);
    return 0;
  } catch (error) {
    const { message, error_code } = describeError(toConnectionError(error));
    const fields = { message, error_code: error_code ?? "P1000", is_panic: false };
    // The reader skips the first line and parses every other one, so the last must not end with a newline.
    process.stderr.write(
      `schema engine: ${name} failed\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}`,
    );
    return 1;
  }
}

const CODES = {
  DatabaseDoesNotExist: "P1003",
  DatabaseNotReachable: "P1001",
  DatabaseAlreadyExists: "P1009",
  DatabaseAccessDenied: "P1010",
  AuthenticationFailed: "P1000",
  SocketTimeout: "P1002",
};

function toConnectionError(error) {
  const cause = error?.cause ?? {};
  return {
    message: cause.originalMessage ?? `${error?.message} ${cause.host ?? ""}:${cause.port ?? ""}`,
    code: CODES[cause.kind],
  };
}
