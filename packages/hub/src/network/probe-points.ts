// The hubs look at every joined point by themselves: does it answer there, under its own key, by each family?
import type { Logger } from 'pino';
import * as z from 'zod';
import { sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { type PointRow, pointReports } from '../store/schema.ts';
import { familiesOf, pointAddress } from './point-address.ts';
import type { Registry } from './registry.ts';

const EVERY_MS = 10_000;
/** How often a hub looks for probes that are due. */
const LOOK_MS = 2_500;
const ANSWER_MS = 3_000;

const introduction = z.looseObject({ id: z.string(), key: z.looseObject({ x: z.string() }) });

export interface ProbeParts {
  readonly registry: Registry;
  readonly database: Database;
  readonly clock: () => number;
  readonly log: Logger;
}

/** Probes for as long as the hub runs; several hubs share the work, as each probe is claimed in the database first. */
export function startProbes(parts: ProbeParts, lookMs: number = LOOK_MS): { close(): Promise<void> } {
  const closing = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const look = () => {
    if (isBusy) return;
    isBusy = true;
    running = probeDue(parts, closing.signal)
      .catch((cause: unknown) => parts.log.error({ err: cause }, 'points could not be probed'))
      .finally(() => {
        isBusy = false;
      });
  };
  const timer = setInterval(look, lookMs).unref();
  return {
    async close() {
      clearInterval(timer);
      closing.abort();
      await running;
    },
  };
}

/** Probes every joined point whose probe is due and that no other hub has taken. */
export async function probeDue({ registry, database, clock }: ProbeParts, signal?: AbortSignal): Promise<void> {
  const points = (await registry.all()).filter(({ isJoined }) => isJoined);
  await Promise.all(
    points.map(async (point) => {
      if (!(await claim(database, point.id, clock()))) return;
      const families = await familiesThatAnswer(point, signal);
      if (signal?.aborted === true) return;
      const isThere = families.length > 0;
      const seen = isThere
        ? { probedAt: new Date(clock()), failedProbes: 0, probedFamilies: families }
        : { failedProbes: sql`${pointReports.failedProbes} + 1` };
      await database.update(pointReports).set(seen).where(sql`${pointReports.pointId} = ${point.id}`);
    }),
  );
}

/** True when this hub is the one that moved the due time forward. */
async function claim(database: Database, pointId: string, nowMs: number): Promise<boolean> {
  const next = new Date(nowMs + EVERY_MS);
  const claimed = await database
    .insert(pointReports)
    .values({ pointId, probeDueAt: next })
    .onConflictDoUpdate({
      target: pointReports.pointId,
      set: { probeDueAt: next },
      setWhere: sql`${pointReports.probeDueAt} <= ${new Date(nowMs).toISOString()}`,
    })
    .returning({ pointId: pointReports.pointId });
  return claimed.length > 0;
}

/** Families by which the point answers as itself; where it has one name for both, those that the name has are not told apart. */
async function familiesThatAnswer(point: PointRow, signal: AbortSignal | undefined): Promise<(4 | 6)[]> {
  const isItself = async (url: string) => (await whoAnswers(point, url, signal)) === 'itself';
  const [general, v4, v6] = await Promise.all(
    [point.url, point.ipv4Url, point.ipv6Url].map((url) => (url === null ? false : isItself(url))),
  );
  const told: (4 | 6)[] = [...(v4 ? [4 as const] : []), ...(v6 ? [6 as const] : [])];
  if (point.ipv4Url !== null || point.ipv6Url !== null) return general === true ? told : [];
  return general === true ? familiesOf(pointAddress(point, 'localhost')) : [];
}

/** Who answers at a point's address: the point under its own id and key, another, or nobody that speaks as a point. */
export type Answering = 'itself' | 'another' | 'nobody';

/** Asks there; `signal` ends it as `nobody`. */
export async function whoAnswers(
  point: { readonly id: string; readonly publicKey: { readonly x?: string | undefined } },
  url: string,
  signal?: AbortSignal,
): Promise<Answering> {
  const limit = AbortSignal.timeout(ANSWER_MS);
  try {
    const answer = await fetch(new URL('/v1/key', url), {
      redirect: 'error',
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    });
    const told = introduction.safeParse(await answer.json());
    if (!answer.ok || !told.success) return 'nobody';
    return told.data.id === point.id && told.data.key.x === point.publicKey.x ? 'itself' : 'another';
  } catch {
    return 'nobody';
  }
}
