// Every threshold of the rules of validity, with where it comes from; a country's hub may set others.
import type { Technology } from './facts.ts';

export interface ValiditySettings {
  /** ISO 3166 code of the country that is measured. */
  readonly homeCountry: string;
  /** IANA time zone in which days are told apart. */
  readonly timeZone: string;
  readonly clockToleranceMs: number;
  /** How late a measurement kept on the device may arrive. */
  readonly latestArrivalMs: number;
  /** Largest relative difference between the client's and the point's rate. */
  readonly receiptDisagreementRatio: number;
  readonly technologyCeilingMbps: Readonly<Record<Technology, number>>;
  readonly mostHiddenMs: number;
  readonly mostEventLoopLagMs: number;
  /** Speed of light in fibre, one way. */
  readonly fibreKmPerMs: number;
  readonly mostPerHour: number;
  readonly mostPerDay: number;
  /** Regular pace: so many gaps in a row whose coefficient of variation lies below the limit. */
  readonly regularGaps: number;
  readonly regularVariation: number;
  /** Same coordinates to 1e-5 degree and same accuracy on so many days. */
  readonly repeatedPositionDays: number;
  readonly groundSpeedKmh: number;
  readonly airSpeedKmh: number;
  /** One prefix and model: installs, gaps and their variation within a day. */
  readonly sharedInstalls: number;
  readonly sharedGaps: number;
  readonly sharedVariation: number;
  /** The same at gaps of less than two minutes, at which people take turns. */
  readonly turnVariation: number;
  /** Probability of abuse from which a measurement is excluded. */
  readonly excludeFrom: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Starting values; sources and reasons in docs/method/validity.md. Country and time zone are the caller's. */
export const VALIDITY_DEFAULTS = {
  clockToleranceMs: 2 * MINUTE_MS,
  latestArrivalMs: 35 * DAY_MS,
  receiptDisagreementRatio: 0.1,
  // Peak rates of the widest terminals in use: EDGE Evolution, DC-HSPA+ 84, LTE category 20, NR; 802.11be; 25GBASE.
  technologyCeilingMbps: { '2g': 1, '3g': 84, '4g': 2_000, '5g': 10_000, wifi: 20_000, ethernet: 25_000 },
  mostHiddenMs: 2_000,
  mostEventLoopLagMs: 500,
  fibreKmPerMs: 200,
  mostPerHour: 6,
  mostPerDay: 30,
  regularGaps: 6,
  regularVariation: 0.1,
  repeatedPositionDays: 4,
  groundSpeedKmh: 150,
  airSpeedKmh: 1_100,
  sharedInstalls: 5,
  sharedGaps: 15,
  sharedVariation: 0.3,
  turnVariation: 0.08,
  excludeFrom: 0.9,
} as const satisfies Omit<ValiditySettings, 'homeCountry' | 'timeZone'>;
