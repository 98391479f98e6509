// What a bench is asked for on its command line: `--help` prints it, and what it does not know ends it with one line that says so.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Options as parseArgs takes them, each with what it is for. */
type Settings = ParseArgsOptionsConfig & Readonly<Record<string, { about: string }>>;

const WRONG_USE = 2;

/**
 * Values of the options and the words beside them. `about` says in one sentence what the bench does, `words` what words beside the
 * options mean; without it there may be none. Ends the process after `--help` and after a fault.
 */
export function readSettings<const T extends Settings>(
  name: string,
  about: string,
  options: T,
  words?: string,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(helpOf(name, about, options, words));
    process.exit(0);
  }
  try {
    const parsed = parseArgs({ options, allowPositionals: true });
    const [word] = parsed.positionals;
    if (words === undefined && word !== undefined) complain(name, `Unknown word '${word}'`);
    return parsed;
  } catch (error) {
    if (isWrongUse(error)) complain(name, error.message.split('. ')[0] ?? '');
    throw error;
  }
}

function complain(name: string, fault: string): never {
  process.stderr.write(`bench:${name}: ${fault}. What there is: npm run bench:${name} -- --help\n`);
  process.exit(WRONG_USE);
}

function isWrongUse(error: unknown): error is Error {
  return error instanceof Error && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS');
}

function helpOf(name: string, about: string, options: Settings, words: string | undefined): string {
  const lines = Object.entries(options).map(([option, { type, about: what, default: usual }]) => {
    const shown = `--${option}${type === 'string' ? ' …' : ''}`;
    return `  ${shown.padEnd(20)} ${what}${usual === undefined || usual === false ? '' : ` (${usual})`}\n`;
  });
  return [
    `npm run bench:${name} -- [options]${words === undefined ? '' : ' [words]'}\n`,
    `${about}\n\n`,
    ...lines,
    words === undefined ? '' : `  ${'words'.padEnd(20)} ${words}\n`,
  ].join('');
}
