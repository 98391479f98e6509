// When automatic mode measures. Pure: the clock, the randomness and what the device tells are parameters.

/** What the person set. */
export type AutoSettings = {
  /** Mean time between two runs, more than 0. */
  intervalMs: number;
  network: 'wifi' | 'mobile' | 'any';
  /** Payload bytes a calendar month, both directions. */
  monthlyBudgetBytes: number;
  /** Minutes of the local day [from, to) in which nothing runs; over midnight where `from` is greater. Absent: none. */
  quiet?: { fromMinute: number; toMinute: number } | undefined;
};

/** What is remembered between runs. */
export type AutoState = {
  /** Local calendar month (YYYY-MM) that `usedBytes` belongs to. */
  month: string;
  usedBytes: number;
  /** Milliseconds since 1970. */
  dueAtMs: number;
};

/** What the device tells at the moment of the decision; absent where it does not tell. */
export type AutoWorld = {
  nowMs: number;
  /** YYYY-MM of the local calendar. */
  month: string;
  /** 0 to 1439, local. */
  minuteOfDay: number;
  isOnline?: boolean | undefined;
  network?: 'wifi' | 'mobile' | 'other' | undefined;
  batteryRatio?: number | undefined;
  isCharging?: boolean | undefined;
};

/** Why nothing runs now; `network-unknown` where the person chose one kind and the device does not tell which it uses. */
export type AutoWait = 'not-due' | 'offline' | 'network' | 'network-unknown' | 'battery' | 'quiet' | 'budget';

/** The most that one automatic measurement moves, both directions: the cap of the profile `auto`. */
export const AUTO_RUN_BYTES = 2_000_000;
/** Under this a device that is not being charged is left alone. */
export const LEAST_BATTERY_RATIO = 0.2;
/** Bounds of the hub's advice: at most twice as often, at least half as often. */
const FACTORS = { least: 0.5, most: 2 } as const;
/** An overdue run waits up to this share of the interval, and no longer than the limit: devices that woke together do not start together. */
const OVERDUE_SHARE = 0.1;
const OVERDUE_LIMIT_MS = 10 * 60_000;
const RETRY_MS = 30 * 60_000;

/** Whether to measure now, or why not. */
export function decideAuto(settings: AutoSettings, state: AutoState, world: AutoWorld): 'run' | AutoWait {
  if (world.nowMs < state.dueAtMs) return 'not-due';
  return mayMeasure(settings, state, world) ?? 'run';
}

/** What stands against a measurement now, whether or not it is due; absent where nothing does. */
export function mayMeasure(settings: AutoSettings, state: AutoState, world: AutoWorld): AutoWait | undefined {
  if (world.isOnline === false) return 'offline';
  if (settings.network !== 'any' && world.network === undefined) return 'network-unknown';
  if (settings.network !== 'any' && world.network !== settings.network) return 'network';
  if (world.batteryRatio !== undefined && world.batteryRatio < LEAST_BATTERY_RATIO && world.isCharging !== true)
    return 'battery';
  if (isQuiet(settings.quiet, world.minuteOfDay)) return 'quiet';
  if (usedIn(state, world.month) + AUTO_RUN_BYTES > settings.monthlyBudgetBytes) return 'budget';
  return undefined;
}

/**
 * Start of the next run: half to one and a half intervals from now, evenly, so that devices drift apart and every hour of the day is met.
 * `factor` is the hub's advice on how much oftener to measure here; `random` gives [0, 1).
 */
export function nextDueAtMs(settings: AutoSettings, nowMs: number, random: () => number, factor = 1): number {
  const bounded = Math.min(FACTORS.most, Math.max(FACTORS.least, factor));
  return nowMs + (settings.intervalMs / bounded) * (0.5 + random());
}

/** When to ask again where something stood against a due run: a quarter to three quarters of an hour on, so that not all start as quiet hours end. */
export function retryAtMs(settings: AutoSettings, nowMs: number, random: () => number): number {
  return nowMs + Math.min(settings.intervalMs, RETRY_MS) * (0.5 + random());
}

/**
 * The state as it is taken up after a pause: without one the first run comes within an interval; a run that was missed comes soon, spread a
 * little; one that lies further ahead than any could (a clock set back, a shorter interval) is set anew.
 */
export function resumeAuto(
  settings: AutoSettings,
  kept: AutoState | undefined,
  { nowMs, month }: Pick<AutoWorld, 'nowMs' | 'month'>,
  random: () => number,
): AutoState {
  if (kept === undefined) return { month, usedBytes: 0, dueAtMs: nowMs + settings.intervalMs * random() };
  const furthestMs = nowMs + (settings.intervalMs / FACTORS.least) * 1.5;
  const spreadMs = Math.min(settings.intervalMs * OVERDUE_SHARE, OVERDUE_LIMIT_MS);
  const dueAtMs =
    kept.dueAtMs > furthestMs
      ? nextDueAtMs(settings, nowMs, random)
      : Math.max(kept.dueAtMs, nowMs + spreadMs * random());
  return { month, usedBytes: usedIn(kept, month), dueAtMs };
}

/** Sets aside what a run may use before it starts, so that one that dies half-way has not been free. */
export function reserveRun(state: AutoState, { month }: Pick<AutoWorld, 'month'>): AutoState {
  return { ...state, month, usedBytes: usedIn(state, month) + AUTO_RUN_BYTES };
}

/** Puts what the run really used in the place of what was set aside for it; of a run over midnight of the month nothing is given back. */
export function settleRun(
  state: AutoState,
  { month }: Pick<AutoWorld, 'month'>,
  usedBytes: number,
  dueAtMs: number,
): AutoState {
  if (state.month !== month) return { month, usedBytes, dueAtMs };
  return { month, usedBytes: Math.max(0, state.usedBytes - AUTO_RUN_BYTES) + usedBytes, dueAtMs };
}

/** Month and minute of the local day of an instant. */
export function localTime(nowMs: number): Pick<AutoWorld, 'nowMs' | 'month' | 'minuteOfDay'> {
  const date = new Date(nowMs);
  const month = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
  return { nowMs, month, minuteOfDay: date.getHours() * 60 + date.getMinutes() };
}

function isQuiet(quiet: AutoSettings['quiet'], minute: number): boolean {
  if (quiet === undefined || quiet.fromMinute === quiet.toMinute) return false;
  const { fromMinute, toMinute } = quiet;
  return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

function usedIn(state: AutoState, month: string): number {
  return state.month === month ? state.usedBytes : 0;
}
