// The model of communes with few devices, made for all communes at once and remembered, and what of it may be told.
import { HOUR_MS } from '@i-speed/spec';
import { halfWidth, WIDEST_HALF_WIDTH_RATIO } from '@i-speed/statistics';
import type { ModelledCommune, SmallAreaQuestion } from '@i-speed/warehouse';
import { present } from '../present.ts';
import type { StatisticsDesk } from './ask.ts';
import { rounded } from './show.ts';

/** The share of held-out communes whose truth must lie in their intervals (docs/method/small-areas.md, the back-test). */
const COVERAGE = { least: 0.93, most: 0.97 };
/** Fewer judged communes say nothing for or against the model: whether it holds is then null, and pages say that it is not tried. */
const LEAST_JUDGED = 100;
const KEEP_DEVICES = [6, 19] as const;
const HELD_OUT_DEVICES = 40;
/** What came since may wait so long. */
const MEMORY_MS = 10 * 60_000;
/** So long an older one is told while the next is made: nobody waits for it but who comes first. */
const STALE_MS = HOUR_MS;
const MOST_MODELS = 24;

export interface Model {
  readonly communes: ReadonlyMap<string, ModelledCommune>;
  readonly backTest: { readonly communes: number; readonly coverage?: number; readonly holds: boolean | null };
  readonly bornMs: number;
}

export type Models = (question: SmallAreaQuestion) => Promise<Model>;

/** Asks the model of a question once in ten minutes. Rejects with WarehouseError `unavailable`. */
export function openModels(desk: StatisticsDesk): Models {
  const known = new Map<string, { model: Promise<Model>; next?: Promise<unknown> }>();
  const make = (key: string, question: SmallAreaQuestion) => {
    const model = makeModel(desk, question);
    model.then(
      () => known.set(key, { model }),
      () => known.delete(key),
    );
    return model;
  };
  return async (question) => {
    const key = JSON.stringify(question);
    const held = known.get(key);
    const ageMs = held === undefined ? 0 : desk.clock() - (await held.model).bornMs;
    if (held !== undefined && ageMs < MEMORY_MS) return held.model;
    if (held !== undefined && ageMs < STALE_MS) {
      held.next ??= make(key, question).catch(() => undefined);
      return held.model;
    }
    const model = make(key, question);
    known.set(key, { model });
    if (known.size > MOST_MODELS) known.delete(known.keys().next().value ?? '');
    return model;
  };
}

async function makeModel({ warehouse, clock }: StatisticsDesk, question: SmallAreaQuestion): Promise<Model> {
  const bornMs = clock();
  const held = { random: seeded(), keepDevices: KEEP_DEVICES, heldOutDevices: HELD_OUT_DEVICES };
  const { communes, backTest: test } = await warehouse.modelledCommunes(question, held);
  const { areas, coverage } = test;
  const inside = coverage !== undefined && coverage >= COVERAGE.least && coverage <= COVERAGE.most;
  const backTest = present({
    communes: areas,
    coverage: coverage === undefined ? undefined : rounded(coverage),
    holds: areas < LEAST_JUDGED ? null : inside,
  });
  return { communes: new Map(communes.map((one) => [one.communeCode, one])), backTest, bornMs };
}

/** The estimate as it is shown; absent where the commune has fewer than `leastDevices`, or the interval is too wide to tell anything. */
export function showModelled({ estimate, devices, ownShare, areasInGroup }: ModelledCommune, leastDevices: number) {
  const half = halfWidth(estimate, 'relative');
  const isNarrow = half !== undefined && half <= WIDEST_HALF_WIDTH_RATIO;
  if (devices < leastDevices || !isNarrow) return undefined;
  const { low, high } = estimate.interval;
  return {
    value: rounded(estimate.value),
    interval: { low: rounded(low), high: rounded(high) },
    devices,
    ownShare: rounded(ownShare),
    communesInGroup: areasInGroup,
  };
}

/** The same numbers each time, so that the back-test of a month can be had again (Lehmer's generator). */
function seeded(): () => number {
  let state = 20_251_121;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
