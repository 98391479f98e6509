// `i-speed point`, and below it: code and retire for the hub's operator, join for the point's.
import type { Command } from 'commander';
import type { CommandFrame } from '../command/frame.ts';
import type { JoinFlags } from './join.ts';

const DEFAULT_HUB = 'http://localhost:8080';
const DEFAULT_POINT = 'http://localhost:8081';

/** Adds `point`, which runs one, and what stands below it. */
export function addPoint(program: Command, { speech, add, parseUrl, end }: CommandFrame): void {
  const { say } = speech;
  const point = add(program, 'point')
    .description(say('aboutPoint'))
    .action(async () => {
      const { runPointAlone } = await import('../start/point-alone.ts');
      end(await runPointAlone());
    });
  add(point, 'code')
    .description(say('aboutPointCode'))
    .usage(`--note <text> ${say('usageOptions')}`)
    .requiredOption('--note <text>', say('optionCodeNote'))
    .option('--hub <url>', say('optionHub'), parseUrl('--hub'), DEFAULT_HUB)
    .action(async (flags: { hub: string; note: string }) => {
      const { makePointCode } = await import('./code.ts');
      end(await makePointCode(flags, speech));
    });
  add(point, 'join')
    .description(say('aboutPointJoin'))
    .usage(`--hub <url> --code <code> --url <url> --kind <kind> ${say('usageOptions')}`)
    .requiredOption('--hub <url>', say('optionHub'), parseUrl('--hub'))
    .requiredOption('--code <code>', say('optionCode'))
    .requiredOption('--url <url>', say('optionPointUrl'))
    .requiredOption('--kind <kind>', say('optionKind'))
    .option('--at <url>', say('optionAt'), parseUrl('--at'), DEFAULT_POINT)
    .option('--name <text>', say('optionPointName'))
    .option('--operator <text>', say('optionOperator'))
    .option('--city <text>', say('optionCity'))
    .option('--country <code>', say('optionCountry'))
    .option('--latitude <degrees>', say('optionLatitude'))
    .option('--longitude <degrees>', say('optionLongitude'))
    .option('--ipv4-url <url>', say('optionIpv4Url'))
    .option('--ipv6-url <url>', say('optionIpv6Url'))
    .option('--addresses <list>', say('optionAddresses'))
    .option('--capacity-mbps <n>', say('optionCapacityMbps'))
    .action(async (flags: JoinFlags) => {
      const { joinPoint } = await import('./join.ts');
      end(await joinPoint(flags, speech));
    });
  add(point, 'retire')
    .description(say('aboutPointRetire'))
    .usage(`<id> ${say('usageOptions')}`)
    .argument('<id>', say('optionPointId'))
    .option('--hub <url>', say('optionHub'), parseUrl('--hub'), DEFAULT_HUB)
    .action(async (id: string, { hub }: { hub: string }) => {
      const { retirePoint } = await import('./retire.ts');
      end(await retirePoint({ hub, id }, speech));
    });
}
