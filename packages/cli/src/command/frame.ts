// What every command of the program is made with: its language, its help, and the way to end.
import { Command, type Help, InvalidArgumentError } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { MessageKey, Speech } from '../language/language.ts';

export interface CommandFrame {
  readonly speech: Speech;
  /** A command below another, in the person's language. */
  readonly add: (parent: Command, name: string) => Command;
  /** Reads the value of an option as the origin of an http(s) address. */
  readonly parseUrl: (option: string) => (text: string) => string;
  /** Says with which code the program ends; 0 where nothing says. */
  readonly end: (code: ExitCode) => void;
}

/** Commander's own headings and ours for them. */
const headings: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'headingUsage',
  'Options:': 'headingOptions',
  'Commands:': 'headingCommands',
  'Arguments:': 'headingArguments',
};

/** The program itself, without commands, and the frame of those below it. */
export function openFrame(speech: Speech, end: CommandFrame['end']): { program: Command; frame: CommandFrame } {
  const { say } = speech;
  return {
    program: localise(new Command('i-speed'), speech),
    frame: {
      speech,
      end,
      add: (parent, name) => localise(parent.command(name), speech),
      parseUrl: (name) => (text) => {
        if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
        throw new InvalidArgumentError(say('badUrl', { name, value: text }));
      },
    },
  };
}

/** Sets what Commander does not inherit for itself when a command is made by `command()`. */
function localise(command: Command, { say }: Speech): Command {
  return command
    .usage(say(command.name() === 'i-speed' ? 'usageShape' : 'usageOptions'))
    .helpOption('-h, --help', say('aboutHelp'))
    .option('--lang <vi|en>', say('optionLang'), (text) => parseLanguage(text, say))
    .configureHelp({
      styleTitle: (title) => say(headings[title] ?? 'headingOptions'),
      optionDescription: describeOption(say),
      subcommandTerm: (subcommand) => subcommand.name(),
    })
    .exitOverride();
}

function describeOption(say: Speech['say']): Help['optionDescription'] {
  return ({ description, defaultValue }) =>
    defaultValue === undefined ? description : `${description} (${say('defaultWord')}: ${defaultValue})`;
}

function parseLanguage(text: string, say: Speech['say']): string {
  if (text === 'vi' || text === 'en') return text;
  throw new InvalidArgumentError(say('badLanguage'));
}
