// The options of `i-speed measure`.
import type { Command } from 'commander';
import { describeExitCodes } from '../command/describe.ts';
import type { CommandFrame } from '../command/frame.ts';
import { abortOnInterrupt, openTerminal } from '../command/terminal.ts';

type MeasureFlags = { json?: true; hub: string; point?: string; light?: true; abroad?: true; ipv4?: true; ipv6?: true };

/** Adds `measure` to the program. */
export function addMeasure(program: Command, { speech, add, parseUrl, end }: CommandFrame): void {
  const { say } = speech;
  add(program, 'measure')
    .description(say('aboutMeasure'))
    .option('--json', say('optionJson'))
    .option('--hub <url>', say('optionHub'), parseUrl('--hub'), 'http://localhost:8080')
    .option('--point <id>', say('optionPoint'))
    .option('--light', say('optionLight'))
    .option('--abroad', say('optionAbroad'))
    .option('-4, --ipv4', say('optionIpv4'))
    .option('-6, --ipv6', say('optionIpv6'))
    .addHelpText('after', () => `\n${describeExitCodes(speech)}`)
    .action(async ({ hub, point, json, light, abroad, ipv4, ipv6 }: MeasureFlags) => {
      const { runMeasure } = await import('./measure.ts');
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
}
