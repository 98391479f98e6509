// The command line: what can be asked for, in the language of the person who asks.
import { type Command, CommanderError } from 'commander';
import { addAdministration } from './administer/commands.ts';
import { addAuto } from './auto/command.ts';
import { describeExitCodes, describeSettings } from './command/describe.ts';
import { type CommandFrame, openFrame } from './command/frame.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-code.ts';
import { openSpeech, pickLanguage, type Speech } from './language/language.ts';
import { addMeasure } from './measure/command.ts';
import { addPoint } from './point/commands.ts';
import { addStart } from './start/commands.ts';
import { cliVersion } from './version.ts';

/** Runs the command line and resolves to its exit code; faults that a person can mend are told in one line each. */
export async function runCommand(args: readonly string[]): Promise<ExitCode> {
  const speech = openSpeech(pickLanguage(args, process.env));
  let exitCode: ExitCode = exitCodes.ok;
  const program = createProgram(speech, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
  return exitCode;
}

function createProgram(speech: Speech, end: CommandFrame['end']): Command {
  const { say } = speech;
  const { program, frame } = openFrame(speech, end);
  program
    .description(say('about'))
    .version(cliVersion, '-V, --version', say('aboutVersion'))
    .helpCommand('help [command]', say('aboutHelp'))
    .addHelpText('after', () => `\n${describeExitCodes(speech)}\n\n${describeSettings(speech)}`);
  // In the order of the help. Each command loads its own parts, so that measuring does not wait for a database and a hub not for the engine.
  for (const add of [addMeasure, addAuto, addStart, addPoint, addAdministration]) add(program, frame);
  return program;
}
