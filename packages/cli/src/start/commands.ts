// The commands that run a system on this machine: all of it, a hub alone, its pages built ahead, a demo.
import { type Command, InvalidArgumentError } from 'commander';
import { describeSettings } from '../command/describe.ts';
import type { CommandFrame } from '../command/frame.ts';
import { abortOnInterrupt } from '../command/terminal.ts';
import { exitCodes } from '../exit-code.ts';

type DemoFlags = { seed: number; measurements: number };

/** Adds `start`, `hub`, `build` and `demo` to the program. */
export function addStart(program: Command, { speech, add, end }: CommandFrame): void {
  const { say } = speech;
  const parseCount = (name: string) => (text: string) => {
    if (/^\d{1,7}$/.test(text)) return Number(text);
    throw new InvalidArgumentError(say('badWhole', { name, value: text, low: 0, high: 9_999_999 }));
  };
  for (const [name, about, mode] of [
    ['start', 'aboutStart', 'all'],
    ['hub', 'aboutHub', 'hub'],
  ] as const) {
    add(program, name)
      .description(say(about))
      .addHelpText('after', () => `\n${describeSettings(speech)}`)
      .action(async () => {
        const { start } = await import('./start.ts');
        await start(mode, speech);
      });
  }
  add(program, 'build')
    .description(say('aboutBuild'))
    .action(async () => {
      const { buildWeb } = await import('./web-build.ts');
      const stopped = abortOnInterrupt();
      await buildWeb(speech, console.log, stopped);
      if (stopped.aborted) end(exitCodes.interrupted);
    });
  add(program, 'demo')
    .description(say('aboutDemo'))
    .option('--seed <n>', say('optionSeed'), parseCount('--seed'), 1)
    .option('--measurements <n>', say('optionTotal'), parseCount('--measurements'), 60_000)
    .addHelpText('after', () => `\n${describeSettings(speech)}`)
    .action(async ({ seed, measurements }: DemoFlags) => {
      const { demo } = await import('../demo/demo.ts');
      await demo({ seed, total: measurements }, speech, abortOnInterrupt());
    });
}
