// The gap board of areas: the country's provinces or a province's communes, with pace and forecast of the calendar month.
import type { SampleState, SufficiencyBoard } from '@i-speed/spec';
import { monthWindow } from '../period/calendar.ts';

export interface AreaLine {
  readonly code: string;
  readonly name: string;
  readonly fixed: SampleState;
  readonly mobile: SampleState;
  /** Counted samples at the month's end at the present pace; absent when the month is over or too young. */
  readonly forecastFixed?: number;
  readonly forecastMobile?: number;
  /** Communes of a province and how many of them are sufficient; absent for a commune. */
  readonly communes?: number;
  readonly enoughFixed?: number;
  readonly enoughMobile?: number;
}

/** Less of a month than a day tells nothing of its end. */
const LEAST_ELAPSED = 1 / 31;

/** Lines of the board, those that lack most first: of provinces by the share of communes that are short, of communes by what is missing. */
export function areaLines(
  { month, provinces, communes }: SufficiencyBoard,
  nowMs: number,
  timeZone: string,
): AreaLine[] {
  const elapsed = elapsedOf(month, nowMs, timeZone);
  const paced = elapsed >= 1 || elapsed < LEAST_ELAPSED ? undefined : elapsed;
  const forecast = ({ fixed, mobile }: { fixed: SampleState; mobile: SampleState }) =>
    paced === undefined
      ? {}
      : { forecastFixed: Math.round(fixed.counted / paced), forecastMobile: Math.round(mobile.counted / paced) };
  if (communes !== undefined)
    return communes
      .map((one) => ({ ...one, ...forecast(one) }))
      .sort((a, b) => b.fixed.missing + b.mobile.missing - (a.fixed.missing + a.mobile.missing));
  const share = (line: { communes: number; enoughFixed: number; enoughMobile: number }) =>
    (line.enoughFixed + line.enoughMobile) / (2 * Math.max(1, line.communes));
  return provinces
    .map(({ sufficientCommunes, ...one }) => ({
      ...one,
      ...forecast(one),
      enoughFixed: sufficientCommunes.fixed,
      enoughMobile: sufficientCommunes.mobile,
    }))
    .sort((a, b) => share(a) - share(b));
}

/** Share of a month that is over, 0 to 1. */
function elapsedOf(month: string, nowMs: number, timeZone: string): number {
  const { fromMs, untilMs } = monthWindow(month, timeZone);
  return Math.min(1, Math.max(0, (nowMs - fromMs) / (untilMs - fromMs)));
}
