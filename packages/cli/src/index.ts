// The one door of the command's package: its exit codes and the command itself.
export { runCommand } from './command.ts';
export { type ExitCode, exitCodes } from './exit-code.ts';
