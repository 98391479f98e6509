// The options of `i-speed auto`.
import { DAY_MS, HOUR_MS } from '@i-speed/spec';
import { type Command, InvalidArgumentError } from 'commander';
import { describeExitCodes } from '../command/describe.ts';
import type { CommandFrame } from '../command/frame.ts';
import { abortOnClosedOutput, abortOnInterrupt, openTerminal } from '../command/terminal.ts';

type AutoFlags = {
  hub: string;
  every?: number;
  budget: number;
  jitter?: number;
  quiet?: { fromMinute: number; toMinute: number };
  commune?: string;
  unit?: string;
  access?: 'fixed' | 'mobile';
  once?: true;
};

const UNITS_MS = { s: 1_000, m: 60_000, h: HOUR_MS, d: DAY_MS } as const;

/** As the hub's codes are written; the hub says whether there is such a one. */
const COMMUNE = /^\d{2,5}$/;
const UNIT = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Adds `auto` to the program. */
export function addAuto(program: Command, { speech, add, parseUrl, end }: CommandFrame): void {
  const { say } = speech;
  const bad = (name: string, value: string, like: string) =>
    new InvalidArgumentError(say('badShape', { name, value, like }));
  const duration = (name: string) => (text: string) => {
    const [, figure, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
    if (figure === undefined || !isUnit(unit)) throw bad(name, text, '90s, 30m, 8h, 1d');
    return Number(figure) * UNITS_MS[unit];
  };
  const atLeastASecond = (text: string) => {
    const ms = duration('--every')(text);
    if (ms === 0) throw bad('--every', text, '30m, 8h, 1d');
    return ms;
  };
  const megabytes = (text: string) => {
    if (!/^\d{1,6}$/.test(text)) throw bad('--budget', text, '200');
    return Number(text);
  };
  const quiet = (text: string) => {
    const [, fromHour, toHour] = /^([01]?\d|2[0-3])-([01]?\d|2[0-3])$/.exec(text) ?? [];
    if (fromHour === undefined || toHour === undefined) throw bad('--quiet', text, '22-6');
    return { fromMinute: Number(fromHour) * 60, toMinute: Number(toHour) * 60 };
  };
  const access = (text: string) => {
    if (text === 'fixed' || text === 'mobile') return text;
    throw bad('--access', text, 'fixed, mobile');
  };
  const shaped = (name: string, shape: RegExp, like: string) => (text: string) => {
    if (shape.test(text)) return text;
    throw bad(name, text, like);
  };
  add(program, 'auto')
    .description(say('aboutAuto'))
    .option('--hub <url>', say('optionHub'), parseUrl('--hub'), 'http://localhost:8080')
    .option('--every <time>', say('optionEvery'), atLeastASecond)
    .option('--budget <MB>', say('optionBudget'), megabytes, 200)
    .option('--quiet <hours>', say('optionQuiet'), quiet)
    .option('--commune <code>', say('optionCommune'), shaped('--commune', COMMUNE, '00004'))
    .option('--access <kind>', say('optionAccess'), access)
    .option('--unit <code>', say('optionUnit'), shaped('--unit', UNIT, 'ubnd-xa-01'))
    .option('--once', say('optionOnce'))
    .option('--jitter <time>', say('optionJitter'), duration('--jitter'))
    .addHelpText('after', () => `\n${describeExitCodes(speech)}`)
    .action(async ({ hub, every, budget, quiet, jitter, once, ...told }: AutoFlags) => {
      const { runAuto } = await import('./auto.ts');
      const settings = {
        ...{ intervalMs: every ?? 8 * UNITS_MS.h, network: 'any' as const, quiet },
        monthlyBudgetBytes: budget * 1e6,
      };
      const plan = {
        ...{ hubUrl: hub, settings, isOnce: once === true, jitterMs: jitter ?? 5 * UNITS_MS.m },
        ...{ communeCode: told.commune, unitCode: told.unit, accessKind: told.access },
      };
      const ends = AbortSignal.any([abortOnInterrupt(), abortOnClosedOutput()]);
      end(await runAuto(plan, speech, openTerminal(), ends));
    });
}

function isUnit(text: string | undefined): text is keyof typeof UNITS_MS {
  return text !== undefined && text in UNITS_MS;
}
