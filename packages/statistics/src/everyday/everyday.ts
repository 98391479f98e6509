// What a connection is good for, in five everyday uses, from stated thresholds.

export type EverydayVerdict = 'yes' | 'partly' | 'no' | 'unknown';
export type EverydayUse = 'news' | 'call' | 'class' | 'film' | 'game';
/** What decided: the first of the needs that is not met in full; `enough` when all are. */
export type EverydayReason = 'enough' | 'download-low' | 'upload-low' | 'latency-high' | 'not-measured';

/** A measured connection; rates in 10^6 bit/s, round trip in ms; absent means not measured. */
export type Connection = {
  downloadMbps?: number | undefined;
  uploadMbps?: number | undefined;
  /** Median round trip under load where measured, else idle: calls and games suffer from the former. */
  roundTripMs?: number | undefined;
};

/** [enough for `yes`, enough for `partly`]; a round trip must be at most that, a rate at least. */
export type Need = readonly [full: number, partial: number];
export type Needs = { downloadMbps: Need; uploadMbps?: Need; roundTripMs?: Need };

/**
 * Sources: news 1 Mbit/s loads the median page (2.6 MB, HTTP Archive 2025) in about 20 s for the whole and shows text in 3 s. Calls and
 * classes: Zoom's published needs (HD group call 2.6/1.8 Mbit/s, 720p gallery 2.0, low quality 0.6); round trip from ITU-T G.114
 * (150 ms one way good, 400 ms bearable). Film: Netflix's published needs (4K 15, full HD 5 Mbit/s). Games: ITU-T G.1072 (about
 * 50 ms one way begins to be noticed).
 */
export const everydayNeeds: Readonly<Record<EverydayUse, Needs>> = {
  news: { downloadMbps: [1, 0.3] },
  call: { downloadMbps: [2.6, 0.6], uploadMbps: [1.8, 0.6], roundTripMs: [300, 800] },
  class: { downloadMbps: [3, 1], uploadMbps: [1, 0.3], roundTripMs: [300, 800] },
  film: { downloadMbps: [15, 5] },
  game: { downloadMbps: [3, 1], roundTripMs: [100, 200] },
};

/** The five verdicts in the order in which pages show them. `unknown` when a need was not measured and no other already fails. */
export function everydayUses(
  connection: Connection,
): { use: EverydayUse; verdict: EverydayVerdict; reason: EverydayReason }[] {
  return everydayOrder.map((use) => ({ use, ...judge(connection, everydayNeeds[use]) }));
}

const everydayOrder: readonly EverydayUse[] = ['news', 'call', 'class', 'film', 'game'];
const severity: Readonly<Record<EverydayVerdict, number>> = { no: 3, unknown: 2, partly: 1, yes: 0 };

function judge(connection: Connection, needs: Needs): { verdict: EverydayVerdict; reason: EverydayReason } {
  const atLeast = (value: number | undefined, need: Need | undefined) =>
    verdictOf(value, need, (have, want) => have >= want);
  const atMost = (value: number | undefined, need: Need | undefined) =>
    verdictOf(value, need, (have, want) => have <= want);
  const parts: { verdict: EverydayVerdict; low: EverydayReason }[] = [
    { verdict: atLeast(connection.downloadMbps, needs.downloadMbps), low: 'download-low' },
    { verdict: atLeast(connection.uploadMbps, needs.uploadMbps), low: 'upload-low' },
    { verdict: atMost(connection.roundTripMs, needs.roundTripMs), low: 'latency-high' },
  ];
  const worst = parts.reduce((a, b) => (severity[b.verdict] > severity[a.verdict] ? b : a));
  const { verdict } = worst;
  return { verdict, reason: verdict === 'yes' ? 'enough' : verdict === 'unknown' ? 'not-measured' : worst.low };
}

function verdictOf(
  value: number | undefined,
  need: Need | undefined,
  meets: (have: number, want: number) => boolean,
): EverydayVerdict {
  if (need === undefined) return 'yes';
  if (value === undefined) return 'unknown';
  if (meets(value, need[0])) return 'yes';
  return meets(value, need[1]) ? 'partly' : 'no';
}
