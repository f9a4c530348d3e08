import { Command } from "commander";
import { addImportCommand } from "./import";
import { addMemberCommands } from "./member";
import { addOrganizationCommands } from "./organization";
import { addTokenCommands } from "./token";
import { addVerifyCommand } from "./verify";

/** The command line. What it is told wrongly it throws, after having said so. */
export function createProgram(): Command {
  const program = new Command("pts")
    .description("Performance Tracking Service")
    .usage("<command> [options]")
    .helpOption("-h, --help", "show help, for a command as well")
    .helpCommand(false)
    .showHelpAfterError("Add --help to see what can be asked.")
    .exitOverride();
  addOrganizationCommands(program);
  addMemberCommands(program);
  addImportCommand(program);
  addTokenCommands(program);
  addVerifyCommand(program);
  return program;
}
