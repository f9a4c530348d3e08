import { Command } from "commander";
import { addBackupCommand } from "./backup";
import { addExpireCommand } from "./expire";
import { addImportCommand } from "./import";
import { addMemberCommands } from "./member";
import { addMigrateCommand } from "./migrate";
import { addOrganizationCommands } from "./organization";
import { addRestoreCommand } from "./restore";
import { addSealCommand } from "./seal";
import { addTokenCommands } from "./token";
import { addVerifyCommand } from "./verify";

/** Creates the parser of the command line. It prints and throws errors of usage. */
export function createProgram(): Command {
  const program = new Command("pts")
    .description("Performance Tracking Service")
    .usage("<command> [options]")
    .helpOption("-h, --help", "show help, also for a command")
    .helpCommand(false)
    .showHelpAfterError("Add --help to see commands and options.")
    .exitOverride();
  addOrganizationCommands(program);
  addMemberCommands(program);
  addImportCommand(program);
  addTokenCommands(program);
  addSealCommand(program);
  addExpireCommand(program);
  addVerifyCommand(program);
  addMigrateCommand(program);
  addBackupCommand(program);
  addRestoreCommand(program);
  return program;
}
