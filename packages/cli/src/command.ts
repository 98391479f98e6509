// The command line: what can be asked for, in the language of the person who asks.
import { Command, CommanderError, type Help, InvalidArgumentError } from 'commander';
import { addAdministration } from './administer/commands.ts';
import { addAuto } from './auto/command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-code.ts';
import { type MessageKey, openSpeech, pickLanguage, type Speech } from './language/language.ts';
import { addPointCommands } from './point/commands.ts';
import { settingList } from './start/setting-list.ts';
import { cliVersion } from './version.ts';

const exitTexts: readonly (readonly [ExitCode, MessageKey])[] = [
  [exitCodes.ok, 'exitOk'],
  [exitCodes.failed, 'exitFailed'],
  [exitCodes.usage, 'exitUsage'],
  [exitCodes.notMeasured, 'exitNotMeasured'],
  [exitCodes.partlyMeasured, 'exitPartlyMeasured'],
  [exitCodes.keptForLater, 'exitKeptForLater'],
  [exitCodes.refused, 'exitRefused'],
  [exitCodes.interrupted, 'exitInterrupted'],
];

/** Commander's own headings and ours for them. */
const headings: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'headingUsage',
  'Options:': 'headingOptions',
  'Commands:': 'headingCommands',
  'Arguments:': 'headingArguments',
};

type DemoFlags = { seed: number; measurements: number };
type MeasureFlags = { json?: true; hub: string; point?: string; light?: true; abroad?: true; ipv4?: true; ipv6?: true };

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

function createProgram(speech: Speech, end: (code: ExitCode) => void): Command {
  const { say } = speech;
  const program = localise(new Command('i-speed'), speech)
    .description(say('about'))
    .version(cliVersion, '-V, --version', say('aboutVersion'))
    .helpCommand('help [command]', say('aboutHelp'))
    .addHelpText('after', () => `\n${describeExitCodes(speech)}\n\n${describeSettings(speech)}`);

  // Each command loads its own parts, so that measuring does not wait for a database and a hub not for the engine.
  localise(program.command('measure'), speech)
    .description(say('aboutMeasure'))
    .option('--json', say('optionJson'))
    .option('--hub <url>', say('optionHub'), (text) => parseUrl('--hub', text, speech), 'http://localhost:8080')
    .option('--point <id>', say('optionPoint'))
    .option('--light', say('optionLight'))
    .option('--abroad', say('optionAbroad'))
    .option('-4, --ipv4', say('optionIpv4'))
    .option('-6, --ipv6', say('optionIpv6'))
    .addHelpText('after', () => `\n${describeExitCodes(speech)}`)
    .action(async ({ hub, point, json, light, abroad, ipv4, ipv6 }: MeasureFlags) => {
      const { runMeasure } = await import('./measure/measure.ts');
      const settings = {
        hubUrl: hub,
        pointId: point,
        isJson: json === true,
        isLight: light === true,
        isAbroad: abroad === true,
        ...(ipv6 ? { family: 6 as const } : ipv4 ? { family: 4 as const } : {}),
      };
      end(await runMeasure(settings, speech, openTerminal(), abortOnInterrupt()));
    });
  addAuto(localise(program.command('auto'), speech), {
    ...{ speech, openTerminal, end, untilInterrupt: abortOnInterrupt },
    parseHub: (text) => parseUrl('--hub', text, speech),
  });
  for (const [name, about, mode] of [
    ['start', 'aboutStart', 'all'],
    ['hub', 'aboutHub', 'hub'],
  ] as const) {
    localise(program.command(name), speech)
      .description(say(about))
      .addHelpText('after', () => `\n${describeSettings(speech)}`)
      .action(async () => {
        const { start } = await import('./start/start.ts');
        await start(mode, speech);
      });
  }
  localise(program.command('build'), speech)
    .description(say('aboutBuild'))
    .action(async () => {
      const { buildWeb } = await import('./start/web-build.ts');
      const stopped = abortOnInterrupt();
      await buildWeb(speech, console.log, stopped);
      if (stopped.aborted) end(exitCodes.interrupted);
    });
  localise(program.command('demo'), speech)
    .description(say('aboutDemo'))
    .option('--seed <n>', say('optionSeed'), (text) => parseCount(text, '--seed', speech), 1)
    .option('--measurements <n>', say('optionTotal'), (text) => parseCount(text, '--measurements', speech), 60_000)
    .addHelpText('after', () => `\n${describeSettings(speech)}`)
    .action(async ({ seed, measurements }: DemoFlags) => {
      const { demo } = await import('./demo/demo.ts');
      await demo({ seed, total: measurements }, speech, abortOnInterrupt());
    });
  const point = localise(program.command('point'), speech)
    .description(say('aboutPoint'))
    .action(async () => {
      const { runPointAlone } = await import('./start/point-alone.ts');
      end(await runPointAlone());
    });
  addPointCommands(
    point,
    speech,
    (command) => localise(command, speech),
    (name) => (text) => parseUrl(name, text, speech),
    end,
  );
  addAdministration({ program, speech, localise, end });
  return program;
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

function parseUrl(name: string, text: string, { say }: Speech): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw new InvalidArgumentError(say('badUrl', { name, value: text }));
}

function parseCount(text: string, name: string, { say }: Speech): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(say('badWhole', { name, value: text, low: 0, high: 9_999_999 }));
}

function describeExitCodes({ say }: Speech): string {
  return [
    say('headingExitCodes'),
    ...exitTexts.map(([code, key]) => `  ${String(code).padStart(3)}  ${say(key)}`),
  ].join('\n');
}

function describeSettings({ say }: Speech): string {
  const rows = settingList.map(([name, fallback, about]) => {
    const rest = fallback === '' ? '' : ` (${say('defaultWord')}: ${fallback})`;
    return `  ${name.padEnd(19)} ${say(about)}${rest}`;
  });
  return [say('headingSettings'), ...rows].join('\n');
}

function openTerminal() {
  return {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    columns: process.stderr.isTTY ? process.stderr.columns : undefined,
  };
}

/** The first Ctrl-C ends the measurement in order; a second ends the program at once, as Node does by itself. */
function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
